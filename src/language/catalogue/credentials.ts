/**
 * Texts about credentials that are no page of their own.
 *
 * @module
 */
export const credentialTexts = {
  'error.credential_revoked': {
    nl: 'Dit bewijs is ingetrokken, en dat blijft zo. Geef zo nodig een nieuw bewijs uit.',
    en: 'This credential was revoked, and stays so. Issue a new one if there is a need.',
  },
  'error.issuer_key_not_found': {
    nl: 'Deze sleutel is niet van je instelling. Kijk bij de uitgever welke sleutels er zijn.',
    en: 'This key is not one of your institution. Look at the issuer for the keys that there are.',
  },
  'error.issuer_key_date_invalid': {
    nl: 'Kies een datum waarop deze sleutel bestond: niet voor hij gemaakt is en niet in de toekomst.',
    en: 'Choose a date on which this key existed: not before it was made and not in the future.',
  },
} as const;
