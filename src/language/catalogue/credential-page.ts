/**
 * Texts of the page of a shared credential, of its certificate on paper, and of what its learner lets others see.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const credentialPageTexts = {
  'credential.result': { nl: 'Resultaat', en: 'Result' },
  'credential.result.of': { nl: 'van {max}', en: 'out of {max}' },
  'credential.result.required': { nl: 'nodig was {least}', en: '{least} was needed' },
  'credential.result.Completed': { nl: 'voldaan', en: 'passed' },
  'credential.result.Failed': { nl: 'niet voldaan', en: 'not passed' },
  'credential.evidence': { nl: 'Bewijsstukken', en: 'Evidence' },
  'credential.extras': {
    nl: 'Naam, resultaat en bewijsstukken laat de houder hier zien. Ze komen uit de administratie van de uitgever en staan niet in het ondertekende bestand.',
    en: 'Name, result and evidence are shown here by the holder. They come from the issuer’s records and are not in the signed file.',
  },
  'credential.downloads': { nl: 'Download', en: 'Download' },
  'credential.download.pdf': { nl: 'Certificaat op papier (PDF)', en: 'Certificate on paper (PDF)' },
  'credential.download.png': {
    nl: 'Plaatje met het bewijs erin (PNG)',
    en: 'Picture with the credential inside (PNG)',
  },
  'credential.download.svg': {
    nl: 'Plaatje met het bewijs erin (SVG)',
    en: 'Picture with the credential inside (SVG)',
  },
  'credential.download.json': { nl: 'Bestand voor een wallet (JSON)', en: 'File for a wallet (JSON)' },
  'credential.download.jwt': { nl: 'Ondertekende tekst (JWT)', en: 'Signed text (JWT)' },
  'credential.preview-notice': {
    nl: 'Zo zien anderen het. Deze pagina hier zie alleen jij.',
    en: 'This is what others see. This page here is only yours to see.',
  },
  'credential.preview-back': { nl: 'Terug naar je bewijs', en: 'Back to your credential' },

  'issuer.phone': { nl: 'Telefoon', en: 'Phone' },
  'issuer.contact': { nl: 'Contact', en: 'Contact' },
  'issuer.brin': { nl: 'BRIN-code', en: 'BRIN code' },

  'shows.title': { nl: 'Wat anderen zien', en: 'What others see' },
  'shows.legend': {
    nl: 'Staat alles uit, dan zien ze de badge en van welke opleiding. De rest kies jij.',
    en: 'With everything off they see the badge and which institution gave it. The rest is yours to choose.',
  },
  'shows.name': { nl: 'Mijn naam', en: 'My name' },
  'shows.name.hint': {
    nl: 'Zoals die bekend was toen je de badge kreeg.',
    en: 'As it was known when you earned the badge.',
  },
  'shows.name.absent': {
    nl: 'Je naam was niet bekend toen je de badge kreeg.',
    en: 'Your name was not known when you earned the badge.',
  },
  'shows.grade': { nl: 'Mijn resultaat', en: 'My result' },
  'shows.grade.hint': {
    nl: 'Het cijfer of de beoordeling. Het staat dan ook in de bestanden die je downloadt.',
    en: 'The grade or the assessment. It then also stands in the files that you download.',
  },
  'shows.grade.absent': {
    nl: 'Bij deze badge is geen resultaat bewaard.',
    en: 'No result is kept with this badge.',
  },
  'shows.evidence': { nl: 'Mijn bewijsstukken', en: 'My evidence' },
  'shows.evidence.hint': {
    nl: 'Het werk waarmee je de badge verdiende. Het staat dan ook in de bestanden die je downloadt.',
    en: 'The work with which you earned the badge. It then also stands in the files that you download.',
  },
  'shows.evidence.absent': {
    nl: 'Bij deze badge zijn geen bewijsstukken bewaard.',
    en: 'No evidence is kept with this badge.',
  },
  'shows.standing': {
    nl: 'Kies dit ook voor badges die ik nog verdien',
    en: 'Choose this for badges I have yet to earn, too',
  },
  'shows.standing.hint': {
    nl: 'Anders begint elke nieuwe badge met alles uit.',
    en: 'Otherwise every new badge starts with everything off.',
  },
  'shows.save': { nl: 'Pas toe', en: 'Apply' },
  'shows.seen': { nl: 'Bekijk wat anderen zien', en: 'See what others see' },

  'shows.saved': {
    nl: 'Toegepast. Dit zien anderen vanaf nu.',
    en: 'Applied. This is what others see from now on.',
  },

  'linkedin.private': {
    nl: 'LinkedIn verwijst naar je gedeelde pagina, en je bewijs is nog privé.',
    en: 'LinkedIn links to your shared page, and your credential is still private.',
  },
  'linkedin.to-sharing': { nl: 'Naar delen', en: 'To sharing' },
  'linkedin.title': { nl: 'Zet het op LinkedIn', en: 'Put it on LinkedIn' },
  'linkedin.body': {
    nl: 'De knop opent het formulier van LinkedIn. Vult LinkedIn het niet in, kopieer dan deze velden.',
    en: 'The button opens LinkedIn’s form. If LinkedIn does not fill it in, copy these fields.',
  },
  'linkedin.open': { nl: 'Open LinkedIn', en: 'Open LinkedIn' },
  'linkedin.name': { nl: 'Naam', en: 'Name' },
  'linkedin.organization': { nl: 'Organisatie', en: 'Issuing organisation' },
  'linkedin.issued': { nl: 'Behaald (maand-jaar)', en: 'Issued (month-year)' },
  'linkedin.expires': { nl: 'Geldig tot (maand-jaar)', en: 'Expires (month-year)' },
  'linkedin.id': { nl: 'Kenmerk', en: 'Credential ID' },
  'linkedin.url': { nl: 'Link', en: 'Credential URL' },

  'error.credential_not_valid': {
    nl: 'Dit bewijs geldt nu niet, dus er wordt geen certificaat van gemaakt. Vraag je opleiding waarom.',
    en: 'This credential does not hold now, so no certificate is made of it. Ask your institution why.',
  },
  'no-certificate.title': { nl: 'Geen certificaat', en: 'No certificate' },
  'no-certificate.body': {
    nl: 'Dit bewijs geldt nu niet, dus er wordt geen certificaat op papier van gemaakt. Op de pagina van het bewijs staat waarom.',
    en: 'This credential does not hold now, so no certificate on paper is made of it. The credential’s page says why.',
  },

  'certificate.title': { nl: 'Certificaat', en: 'Certificate' },
  'certificate.awarded': { nl: 'toegekend aan', en: 'awarded to' },
  'certificate.holder-unnamed': {
    nl: 'de houder van het bewijs op het adres hieronder',
    en: 'the holder of the credential at the address below',
  },
  'certificate.qr': {
    nl: 'QR-code met het adres van deze pagina',
    en: 'QR code with the address of this page',
  },
  'certificate.verify': {
    nl: 'Controleer dit certificaat: open het adres of scan de code. Alleen wat daar staat, telt.',
    en: 'Verify this certificate: open the address or scan the code. Only what stands there counts.',
  },
  'certificate.attached': {
    nl: 'Het ondertekende bewijs (Open Badges 3.0) zit als bestand in deze PDF.',
    en: 'The signed credential (Open Badges 3.0) is attached to this PDF.',
  },
  'certificate.reference': { nl: 'Kenmerk', en: 'Reference' },
} satisfies Record<string, LocalText>;
