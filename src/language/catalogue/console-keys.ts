/**
 * Texts of an issuer's keys in the console.
 *
 * @module
 */

export const consoleKeysTexts = {
  'console.keys.title': { nl: 'Sleutels', en: 'Keys' },
  'console.keys.intro': {
    nl: 'Hiermee ondertekent deze uitgever. Een oude sleutel blijft aantonen wat hij ondertekende.',
    en: 'What this issuer signs with. An old key goes on proving what it signed.',
  },
  'console.keys.none': {
    nl: 'Nog geen sleutels. Ze worden gemaakt bij het eerste bewijs.',
    en: 'No keys yet. They are made with the first credential.',
  },
  'console.keys.kind.ES256': {
    nl: 'Voor de korte vorm van een bewijs (ES256)',
    en: 'For the compact form of a credential (ES256)',
  },
  'console.keys.kind.RS256': {
    nl: 'Voor de korte vorm van een bewijs (RS256)',
    en: 'For the compact form of a credential (RS256)',
  },
  'console.keys.kind.Ed25519': {
    nl: 'Voor het zegel in een bewijs (Ed25519)',
    en: 'For the seal inside a credential (Ed25519)',
  },
  'console.keys.since': { nl: 'Sinds {since}, ondertekent nu', en: 'Since {since}, signs now' },
  'console.keys.until': { nl: 'Van {since} tot {until}', en: 'From {since} until {until}' },
  'console.keys.from': {
    nl: 'Niet te vertrouwen vanaf {from}. Wat hij daarna ondertekende, is niet meer geldig.',
    en: 'Not to be trusted from {from}. What it signed after that is not valid any more.',
  },
  'console.keys.rotate': { nl: 'Vernieuw de sleutels', en: 'Rotate keys' },
  'console.keys.rotate.body': {
    nl: 'Nieuwe sleutels ondertekenen vanaf nu. Aan bewijzen die er zijn, verandert niets.',
    en: 'New keys sign from now on. Nothing changes for credentials that there are.',
  },
  'console.keys.leaked': { nl: 'Iemand anders had deze sleutel', en: 'Somebody else had this key' },
  'console.keys.leaked.body': {
    nl: 'Wat deze sleutel vanaf die dag ondertekende, is niet meer geldig. Een nieuwe sleutel neemt het over. De dag kan later alleen eerder worden.',
    en: 'What this key signed from that day on is not valid any more. A new key takes over. The day can only move back later.',
  },
  'console.keys.leaked.from': { nl: 'Niet te vertrouwen vanaf (datum)', en: 'Compromised from (date)' },
  'console.keys.leaked.do': { nl: 'Vertrouw deze sleutel niet meer', en: 'Stop trusting this key' },
} as const;
