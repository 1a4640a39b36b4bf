PREFIX lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#>
PREFIX tonelex: <https://w3id.org/tone/lexicon#>
DELETE WHERE { tonelex:envy-noun lexinfo:partOfSpeech lexinfo:noun }
