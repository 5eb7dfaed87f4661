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
} as const;
