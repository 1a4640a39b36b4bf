PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tone: <https://w3id.org/tone#>
DELETE WHERE { tone:Joy skos:altLabel "joyousness"@en }
