"""The closed namespace: every RDF term that the code writes or reads, declared once.

A misspelt term is an `AttributeError` here and a mypy error before that, never a silent new node. A test keeps the
``tone:`` terms equal to those that ``ontology/core.ttl`` declares.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from tone.namespaces import PREFIXES


def _term(curie: str) -> NamedNode:
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


class Rdf:
    """RDF."""

    type = _term("rdf:type")
    first = _term("rdf:first")
    rest = _term("rdf:rest")


class Rdfs:
    """RDF Schema."""

    Class = _term("rdfs:Class")
    domain = _term("rdfs:domain")
    range = _term("rdfs:range")
    comment = _term("rdfs:comment")
    seeAlso = _term("rdfs:seeAlso")
    subPropertyOf = _term("rdfs:subPropertyOf")
    subClassOf = _term("rdfs:subClassOf")
    label = _term("rdfs:label")
    isDefinedBy = _term("rdfs:isDefinedBy")


class Owl:
    """OWL 2."""

    Ontology = _term("owl:Ontology")
    Class = _term("owl:Class")
    NamedIndividual = _term("owl:NamedIndividual")
    ObjectProperty = _term("owl:ObjectProperty")
    DatatypeProperty = _term("owl:DatatypeProperty")
    AnnotationProperty = _term("owl:AnnotationProperty")
    AllDisjointClasses = _term("owl:AllDisjointClasses")
    equivalentClass = _term("owl:equivalentClass")
    intersectionOf = _term("owl:intersectionOf")
    inverseOf = _term("owl:inverseOf")
    unionOf = _term("owl:unionOf")
    disjointWith = _term("owl:disjointWith")
    deprecated = _term("owl:deprecated")
    versionInfo = _term("owl:versionInfo")
    versionIRI = _term("owl:versionIRI")


class Vann:
    """VANN: what a vocabulary says of its own names."""

    preferredNamespaceUri = _term("vann:preferredNamespaceUri")


class Skos:
    """SKOS."""

    Concept = _term("skos:Concept")
    ConceptScheme = _term("skos:ConceptScheme")
    inScheme = _term("skos:inScheme")
    topConceptOf = _term("skos:topConceptOf")
    hasTopConcept = _term("skos:hasTopConcept")
    broader = _term("skos:broader")
    narrower = _term("skos:narrower")
    notation = _term("skos:notation")
    prefLabel = _term("skos:prefLabel")
    altLabel = _term("skos:altLabel")
    definition = _term("skos:definition")
    scopeNote = _term("skos:scopeNote")
    note = _term("skos:note")


class Dcterms:
    """Dublin Core terms."""

    title = _term("dcterms:title")
    description = _term("dcterms:description")
    license = _term("dcterms:license")
    source = _term("dcterms:source")


class Xsd:
    """XML Schema datatypes."""

    dateTime = _term("xsd:dateTime")
    decimal = _term("xsd:decimal")
    nonNegativeInteger = _term("xsd:nonNegativeInteger")
    integer = _term("xsd:integer")
    boolean = _term("xsd:boolean")


class Ontolex:
    """OntoLex-Lemon, with the part-of-speech property of LexInfo and the lexicon class of lime."""

    LexicalEntry = _term("ontolex:LexicalEntry")
    Word = _term("ontolex:Word")
    MultiwordExpression = _term("ontolex:MultiwordExpression")
    Form = _term("ontolex:Form")
    LexicalSense = _term("ontolex:LexicalSense")
    canonicalForm = _term("ontolex:canonicalForm")
    otherForm = _term("ontolex:otherForm")
    sense = _term("ontolex:sense")
    reference = _term("ontolex:reference")
    writtenRep = _term("ontolex:writtenRep")
    partOfSpeech = _term("lexinfo:partOfSpeech")
    Lexicon = _term("lime:Lexicon")
    language = _term("lime:language")


class Nif:
    """NIF 2.0: strings of a text, and the text itself."""

    Context = _term("nif:Context")
    String = _term("nif:String")
    RFC5147String = _term("nif:RFC5147String")
    isString = _term("nif:isString")
    anchorOf = _term("nif:anchorOf")
    beginIndex = _term("nif:beginIndex")
    endIndex = _term("nif:endIndex")
    referenceContext = _term("nif:referenceContext")


class Onyx:
    """Onyx: what an analysis says about emotions."""

    EmotionAnalysis = _term("onyx:EmotionAnalysis")
    EmotionSet = _term("onyx:EmotionSet")
    Emotion = _term("onyx:Emotion")
    hasEmotionSet = _term("onyx:hasEmotionSet")
    hasEmotion = _term("onyx:hasEmotion")
    hasEmotionCategory = _term("onyx:hasEmotionCategory")
    hasEmotionIntensity = _term("onyx:hasEmotionIntensity")
    algorithmConfidence = _term("onyx:algorithmConfidence")
    usesEmotionModel = _term("onyx:usesEmotionModel")
    algorithm = _term("onyx:algorithm")


class Prov:
    """PROV-O: what came from what, and who made it."""

    Activity = _term("prov:Activity")
    Entity = _term("prov:Entity")
    SoftwareAgent = _term("prov:SoftwareAgent")
    used = _term("prov:used")
    wasAssociatedWith = _term("prov:wasAssociatedWith")
    wasDerivedFrom = _term("prov:wasDerivedFrom")
    wasGeneratedBy = _term("prov:wasGeneratedBy")
    wasInfluencedBy = _term("prov:wasInfluencedBy")
    endedAtTime = _term("prov:endedAtTime")


class Tone:
    """TONE's own terms, those of ``ontology/core.ttl``."""

    Maintainers = _term("tone:Maintainers")
    Scheme = _term("tone:Scheme")
    Emotion = _term("tone:Emotion")
    PrimaryEmotion = _term("tone:PrimaryEmotion")
    SecondaryEmotion = _term("tone:SecondaryEmotion")
    TertiaryEmotion = _term("tone:TertiaryEmotion")
    EmotionEpisode = _term("tone:EmotionEpisode")
    DependencyLink = _term("tone:DependencyLink")
    EmotionCombination = _term("tone:EmotionCombination")
    isOppositeOf = _term("tone:isOppositeOf")
    isComposedOf = _term("tone:isComposedOf")
    isComponentOf = _term("tone:isComponentOf")
    plusLeadsTo = _term("tone:plusLeadsTo")
    comesFrom = _term("tone:comesFrom")
    linksFrom = _term("tone:linksFrom")
    isSubjectOfLink = _term("tone:isSubjectOfLink")
    linksTo = _term("tone:linksTo")
    isObjectOfLink = _term("tone:isObjectOfLink")
    hasOperand = _term("tone:hasOperand")
    isOperandOf = _term("tone:isOperandOf")
    leadsTo = _term("tone:leadsTo")
    isResultOf = _term("tone:isResultOf")
    tier = _term("tone:tier")
    linkKind = _term("tone:linkKind")
    weight = _term("tone:weight")
    experiencerAdjective = _term("tone:experiencerAdjective")
    confidence = _term("tone:confidence")
    justification = _term("tone:justification")
    status = _term("tone:status")
    lemma = _term("tone:lemma")
    similarity = _term("tone:similarity")
    runnerUp = _term("tone:runnerUp")
    margin = _term("tone:margin")
    encoder = _term("tone:encoder")
    curator = _term("tone:curator")
    method = _term("tone:method")
    evidence = _term("tone:evidence")
    TextEmotionSet = _term("tone:TextEmotionSet")
    MentionEmotionSet = _term("tone:MentionEmotionSet")
    AppliedCue = _term("tone:AppliedCue")
    dominantEmotion = _term("tone:dominantEmotion")
    mixedWith = _term("tone:mixedWith")
    turnedFrom = _term("tone:turnedFrom")
    hasCue = _term("tone:hasCue")
    foundAt = _term("tone:foundAt")
    score = _term("tone:score")
    contextScore = _term("tone:contextScore")
    emotional = _term("tone:emotional")
    intensity = _term("tone:intensity")
    valence = _term("tone:valence")
    form = _term("tone:form")
    negated = _term("tone:negated")
    cueKind = _term("tone:cueKind")
    factor = _term("tone:factor")
