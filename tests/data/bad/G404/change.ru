PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX tone: <https://w3id.org/tone#>
DELETE WHERE { tone:isComposedOf rdfs:range tone:Emotion }
