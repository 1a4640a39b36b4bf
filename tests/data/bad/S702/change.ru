PREFIX tone: <https://w3id.org/tone#>
PREFIX tonelex: <https://w3id.org/tone/lexicon#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE WHERE { tonelex:envy-noun-Envy tone:weight "1"^^xsd:decimal }
