PREFIX tone: <https://w3id.org/tone#>
DELETE WHERE { tone:Joy tone:isOppositeOf tone:Sadness }
