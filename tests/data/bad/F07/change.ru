PREFIX dcterms: <http://purl.org/dc/terms/>
DELETE WHERE { <https://w3id.org/tone> dcterms:created ?value }
