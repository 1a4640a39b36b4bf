PREFIX tone: <https://w3id.org/tone#>
DELETE WHERE { tone:link-plus_leads_to-Fear-Relief-Joy tone:hasOperand tone:Fear }
