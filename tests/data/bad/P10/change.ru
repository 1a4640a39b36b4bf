PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX tone: <https://w3id.org/tone#>
DELETE WHERE { tone:Anger owl:disjointWith tone:Fear }
