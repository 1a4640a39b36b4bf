PREFIX vann: <http://purl.org/vocab/vann/>
DELETE WHERE { <https://w3id.org/tone> vann:preferredNamespacePrefix ?value }
