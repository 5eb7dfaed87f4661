/**
 * Texts of the page that verifies anybody's credential: its form, its answer, and a sentence for each step and reason.
 *
 * Read by people who never heard of Open Badges: an employer, a registrar.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const verifyTexts = {
  'verify.title': { nl: 'Controleer een bewijs', en: 'Verify a credential' },
  'verify.intro': {
    nl: 'Plak een link of open het bestand. Je ziet meteen of het klopt.',
    en: 'Paste a link or open the file. You see at once whether it is sound.',
  },
  'verify.text': { nl: 'Link of inhoud van het bewijs', en: 'Link or content of the credential' },
  'verify.text.hint': {
    nl: 'Van ons of van een ander: Open Badges 3.0 en 2.0.',
    en: 'Ours or anybody’s: Open Badges 3.0 and 2.0.',
  },
  'verify.file': { nl: 'Sleep een bestand hierheen of open het', en: 'Drop a file here or open it' },
  'verify.file.hint': {
    nl: 'Een plaatje (PNG of SVG), JSON of een ondertekende tekst. Het wordt gecontroleerd en niet bewaard.',
    en: 'A picture (PNG or SVG), JSON or a signed text. It is verified and not kept.',
  },
  'verify.file.chosen': { nl: 'Klaar om te controleren: {name}', en: 'Ready to verify: {name}' },
  'verify.whose': { nl: 'Van wie zou het zijn? (hoeft niet)', en: 'Whose should it be? (optional)' },
  'verify.recipient': { nl: 'Naam of e-mailadres', en: 'Name or e-mail address' },
  'verify.recipient.hint': {
    nl: 'Precies zoals de uitgever het kent. Wat je invult, wordt niet bewaard.',
    en: 'Exactly as the issuer knows it. What you enter is not kept.',
  },
  'verify.submit': { nl: 'Controleer', en: 'Verify' },
  'verify.empty': {
    nl: 'Plak eerst een link of de inhoud van een bewijs, of open een bestand.',
    en: 'First paste a link or a credential, or open a file.',
  },
  'verify.ask': { nl: 'Van wie is het?', en: 'Whose is it?' },
  'verify.ask.submit': { nl: 'Controleer van wie het is', en: 'Check whose it is' },
  'verify.again': { nl: 'Probeer het opnieuw', en: 'Try again' },
  'verify.another': { nl: 'Controleer een ander bewijs', en: 'Verify another credential' },
  'verify.answer.valid': { nl: 'Geldig', en: 'Valid' },
  'verify.answer.not-valid': { nl: 'Niet geldig', en: 'Not valid' },
  'verify.answer.unknown': { nl: 'Kon niet gecontroleerd worden', en: 'Could not be checked' },
  'verify.answer.not-theirs': { nl: 'Niet van deze persoon', en: 'Not this person’s' },
  'verify.meaning.valid': {
    nl: 'Dit bewijs is door de uitgever ondertekend, is niet veranderd en geldt nu.',
    en: 'This credential was signed by the issuer, has not been changed and holds now.',
  },
  'verify.meaning.valid-foreign': {
    nl: 'Dit bewijs is van de uitgever die erin staat, is niet veranderd en geldt nu. Of je die uitgever vertrouwt, beslis je zelf.',
    en: 'This credential comes from the issuer that it names, has not been changed and holds now. Whether you trust that issuer is for you to decide.',
  },
  'verify.meaning.not-valid': {
    nl: 'Vertrouw niet op dit bewijs. Hieronder staat welke stap niet klopt.',
    en: 'Do not rely on this credential. Below you see which step failed.',
  },
  'verify.meaning.not-theirs': {
    nl: 'Het bewijs zelf klopt, maar het is niet uitgegeven op de naam of het adres dat je invulde. Let op de precieze schrijfwijze.',
    en: 'The credential itself is sound, but it was not issued to the name or address that you entered. Mind the exact spelling.',
  },
  'verify.meaning.unknown': {
    nl: 'Dat zegt niet dat er iets mis is: wij kunnen het niet beoordelen. Vraag het de uitgever die erin staat.',
    en: 'That does not mean that something is wrong: we cannot judge it. Ask the issuer that it names.',
  },
  'verify.meaning.not-shared': {
    nl: 'Op dit adres wordt niets gedeeld. Vraag de houder om het bewijs te delen of als bestand te sturen.',
    en: 'Nothing is shared at this address. Ask the holder to share the credential or to send it as a file.',
  },
  'verify.steps': { nl: 'Stap voor stap', en: 'Step by step' },
  'verify.found': { nl: 'Wat erin staat', en: 'What it says' },
  'verify.found.unproven': {
    nl: 'Dit beweert het bewijs zelf; het is niet bevestigd.',
    en: 'This is what the credential itself claims; it has not been confirmed.',
  },
  'verify.standard': { nl: 'Standaard', en: 'Standard' },
  'verify.open-shared': { nl: 'Bekijk de gedeelde pagina', en: 'View the shared page' },
  'verify.told': { nl: 'Erbij staat: “{text}”.', en: 'It says with it: “{text}”.' },
  'verdict.passed': { nl: 'klopt', en: 'passed' },
  'verdict.failed': { nl: 'klopt niet', en: 'failed' },
  'verdict.unknown': { nl: 'niet gecontroleerd', en: 'not checked' },
  'step.read': { nl: 'Leesbaar', en: 'Readable' },
  'step.schema': { nl: 'Volledig', en: 'Complete' },
  'step.signature': { nl: 'Handtekening', en: 'Signature' },
  'step.key': { nl: 'Uitgever en sleutel', en: 'Issuer and key' },
  'step.status': { nl: 'Status', en: 'Status' },
  'step.validity': { nl: 'Geldigheid', en: 'Validity' },
  'step.recipient': { nl: 'Houder', en: 'Holder' },
  'verification.readable': {
    nl: 'Dit is een bewijs dat we kunnen lezen.',
    en: 'This is a credential that we can read.',
  },
  'verification.not-readable': {
    nl: 'Dit is geen bewijs dat we kunnen lezen. Plak het bestand helemaal, van begin tot eind.',
    en: 'This is no credential that we can read. Paste the whole file, from beginning to end.',
  },
  'verification.nothing-inside': {
    nl: 'Hier zit geen bewijs in. Vraag de houder om het bestand zoals het is gedownload: wie een plaatje kopieert of bewerkt, raakt het bewijs kwijt.',
    en: 'There is no credential in this. Ask the holder for the file as it was downloaded: copying or editing a picture loses the credential.',
  },
  'verification.too-large': {
    nl: 'Dit is groter dan een bewijs kan zijn (4 MB, waarvan 600 kB voor het bewijs zelf).',
    en: 'This is larger than a credential can be (4 MB, of which 600 kB for the credential itself).',
  },
  'verification.too-deep': {
    nl: 'Dit is ingewikkelder dan een bewijs kan zijn; we hebben het niet uitgepakt.',
    en: 'This is more complicated than a credential can be; we did not unpack it.',
  },
  'verification.unsigned-copy': {
    nl: 'Dit is de inhoud zonder handtekening. Die is gelijk aan wat wij hebben uitgegeven; hieronder is de handtekening nagekeken die wij bewaren.',
    en: 'This is the content without its signature. It equals what we issued; below, the signature that we keep was checked.',
  },
  'verification.address-refused': {
    nl: 'Dit adres openen we niet: alleen https-adressen op het openbare internet.',
    en: 'We do not open this address: only https addresses on the public internet.',
  },
  'verification.address-unreachable': {
    nl: 'Op dit adres antwoordt niemand. Probeer het later nog eens, of open het bestand.',
    en: 'Nobody answers at this address. Try again later, or open the file.',
  },
  'verification.address-not-found': {
    nl: 'Op dit adres staat geen bewijs meer, of nog niet.',
    en: 'There is no credential at this address any more, or not yet.',
  },
  'verification.address-gone': {
    nl: 'Wat op dit adres stond, is voorgoed weggehaald. Bij een badge betekent dat: ingetrokken.',
    en: 'What stood at this address was taken away for good. For a badge that means: revoked.',
  },
  'verification.format-complete': {
    nl: 'Alles wat een bewijs moet hebben, staat erin.',
    en: 'It has everything that a credential must have.',
  },
  'verification.format-incomplete': {
    nl: 'Er ontbreekt iets, of er staat iets in dat daar niet hoort.',
    en: 'Something is missing, or it holds something that does not belong there.',
  },
  'verification.schema-unknown': {
    nl: 'Wat de standaard vraagt, staat erin. Het noemt ook een schema dat wij niet kennen; of het daaraan voldoet, hebben we niet nagekeken.',
    en: 'It has what the standard asks. It also names a schema that we do not know; whether it meets that one, we did not check.',
  },
  'verification.claims-differ': {
    nl: 'De gegevens in het bewijs spreken elkaar tegen.',
    en: 'The data in the credential contradict each other.',
  },
  'verification.context-changed': {
    nl: 'De betekenis van de woorden in dit bewijs is veranderd: het legt zelf uit wat ze betekenen, in plaats van de standaard te volgen.',
    en: 'The meaning of the words in this credential was changed: it explains them itself instead of following the standard.',
  },
  'verification.context-unknown': {
    nl: 'Dit bewijs gebruikt een woordenlijst die wij niet kennen. Die halen we niet op, want wie haar levert bepaalt wat er staat.',
    en: 'This credential uses a vocabulary that we do not know. We do not fetch it, since whoever serves it decides what is said.',
  },
  'verification.signature-holds': {
    nl: 'Sinds de ondertekening is er geen letter veranderd.',
    en: 'Not a letter has changed since it was signed.',
  },
  'verification.signature-broken': {
    nl: 'De handtekening klopt niet: het is veranderd, of met een andere sleutel ondertekend.',
    en: 'The signature does not hold: it was changed, or signed with another key.',
  },
  'verification.signature-missing': {
    nl: 'Er staat geen handtekening bij, dus iedereen kan dit geschreven hebben.',
    en: 'There is no signature with it, so anybody may have written this.',
  },
  'verification.signature-kind-unknown': {
    nl: 'Het is ondertekend op een manier die wij niet kunnen nagaan.',
    en: 'It is signed in a way that we cannot check.',
  },
  'verification.members-hidden': {
    nl: 'Een deel is geschreven op een manier die wij niet lezen, zoals een einddatum onder een andere naam. Wat daar staat, is dus niet beoordeeld.',
    en: 'A part is written in a way that we do not read, such as an end date under another name. So what it says there was not judged.',
  },
  'verification.proof-expired': {
    nl: 'De handtekening zelf is verlopen.',
    en: 'The signature itself has expired.',
  },
  'verification.proof-not-yet': {
    nl: 'Volgens de handtekening is het in de toekomst ondertekend.',
    en: 'According to the signature it was signed in the future.',
  },
  'verification.hosted-same': {
    nl: 'Op het adres dat erin staat, staat precies hetzelfde.',
    en: 'The address that it names holds exactly the same.',
  },
  'verification.hosted-differs': {
    nl: 'Op het adres dat erin staat, staat iets anders.',
    en: 'The address that it names holds something else.',
  },
  'verification.hosted-missing': {
    nl: 'Op het adres dat erin staat, bestaat dit bewijs niet.',
    en: 'There is no such credential at the address that it names.',
  },
  'verification.hosted-unreachable': {
    nl: 'Het adres dat erin staat, geeft geen antwoord. Probeer het later nog eens.',
    en: 'The address that it names does not answer. Try again later.',
  },
  'verification.key-of-issuer': {
    nl: 'De sleutel waarmee het is ondertekend, is van deze uitgever.',
    en: 'The key that it was signed with belongs to this issuer.',
  },
  'verification.key-on-issuer-site': {
    nl: 'De sleutel waarmee het is ondertekend, staat op de site van deze uitgever.',
    en: 'The key that it was signed with is on this issuer’s site.',
  },
  'verification.key-unknown': {
    nl: 'De uitgever kent de sleutel niet waarmee het ondertekend zou zijn.',
    en: 'The issuer does not know the key that it names.',
  },
  'verification.key-unbound': {
    nl: 'De sleutel staat in het bewijs zelf; niets zegt dat die van de uitgever is.',
    en: 'The key stands in the credential itself; nothing says that it is the issuer’s.',
  },
  'verification.key-of-another': {
    nl: 'Het is niet ondertekend door de uitgever die erin staat, maar door een ander.',
    en: 'It was not signed by the issuer that it names, but by another.',
  },
  'verification.key-unreachable': {
    nl: 'De sleutel was niet op te halen. Probeer het later nog eens.',
    en: 'The key could not be fetched. Try again later.',
  },
  'verification.key-kind-unknown': {
    nl: 'De uitgever of de sleutel is van een soort die wij niet kunnen nagaan.',
    en: 'The issuer or the key is of a kind that we cannot check.',
  },
  'verification.key-misused': {
    nl: 'De sleutel is niet bedoeld om dit mee te ondertekenen.',
    en: 'The key is not meant for signing this.',
  },
  'verification.key-expired': {
    nl: 'Het is ondertekend nadat de sleutel was verlopen.',
    en: 'It was signed after the key had expired.',
  },
  'verification.key-compromised': {
    nl: 'Het is ondertekend nadat de sleutel in andere handen was gekomen.',
    en: 'It was signed after the key had fallen into other hands.',
  },
  'verification.key-compromised-maybe': {
    nl: 'De sleutel is later in andere handen gekomen. Alleen de uitgever kan nagaan of dit er al was.',
    en: 'The key later fell into other hands. Only the issuer can tell whether this existed before.',
  },
  'verification.key-compromised-later': {
    nl: 'De sleutel is van deze uitgever. Die is later ongeldig verklaard, maar dit bewijs was er al: dat staat in het register.',
    en: 'The key belongs to this issuer. It was later withdrawn, but this credential existed before: the record says so.',
  },
  'verification.issuer-differs': {
    nl: 'Wie het uitgaf, staat er op twee plaatsen verschillend in.',
    en: 'It names its issuer differently in two places.',
  },
  'verification.issuer-hosts': {
    nl: 'De uitgever die erin staat, beheert het adres waar het staat.',
    en: 'The issuer that it names runs the address where it stands.',
  },
  'verification.issuer-unknown': {
    nl: 'De uitgever die erin staat, bestaat daar niet.',
    en: 'The issuer that it names does not exist there.',
  },
  'verification.issuer-unreachable': {
    nl: 'De gegevens van de uitgever waren niet op te halen. Probeer het later nog eens.',
    en: 'The issuer’s data could not be fetched. Try again later.',
  },
  'verification.issuer-unbound': {
    nl: 'Wie de uitgever is, staat alleen in het bewijs zelf, en dat kan iedereen schrijven. Er is geen adres van de uitgever waar we het kunnen nakijken.',
    en: 'Who issued it stands in the credential alone, and anybody can write that. It gives no address of the issuer’s where we could look it up.',
  },
  'verification.badge-unbound': {
    nl: 'Waarvoor het is uitgegeven, staat alleen in het bewijs zelf. Er is geen adres waar de uitgever zegt dat deze badge van hem is.',
    en: 'What it was issued for stands in the credential alone. There is no address where the issuer says that this badge is theirs.',
  },
  'verification.redirected': {
    nl: 'Het adres van het bewijs, van de uitgever of van de sleutel stuurt door naar een andere site. Of die van de uitgever is, kunnen we niet nagaan.',
    en: 'The address of the credential, of the issuer or of the key leads on to another site. Whether that is the issuer’s, we cannot tell.',
  },
  'verification.not-revoked': {
    nl: 'De uitgever heeft het niet ingetrokken.',
    en: 'The issuer has not revoked it.',
  },
  'verification.no-status': {
    nl: 'De uitgever houdt voor dit bewijs geen lijst van intrekkingen bij.',
    en: 'The issuer keeps no list of revocations for this credential.',
  },
  'verification.revoked': { nl: 'De uitgever heeft het ingetrokken.', en: 'The issuer has revoked it.' },
  'verification.suspended': {
    nl: 'De uitgever heeft het opgeschort: nu geldt het niet.',
    en: 'The issuer has suspended it: it does not hold now.',
  },
  'verification.renewed': {
    nl: 'De uitgever heeft het niet ingetrokken; er is wel een nieuwere uitgave van.',
    en: 'The issuer has not revoked it; there is a newer edition of it, though.',
  },
  'verification.record-differs': {
    nl: 'In het register van de uitgever staat onder dit kenmerk iets anders.',
    en: 'The issuer’s record holds something else under this reference.',
  },
  'verification.record-missing': {
    nl: 'Dit bewijs staat niet in het register van de uitgever.',
    en: 'This credential is not in the issuer’s record.',
  },
  'verification.status-unreachable': {
    nl: 'Of het is ingetrokken, was nu niet op te vragen. Probeer het later nog eens.',
    en: 'Whether it was revoked could not be asked just now. Try again later.',
  },
  'verification.status-unsound': {
    nl: 'De lijst van intrekkingen klopt zelf niet, dus die zegt niets.',
    en: 'The list of revocations is not sound itself, so it says nothing.',
  },
  'verification.status-kind-unknown': {
    nl: 'De uitgever houdt intrekkingen bij op een manier die wij niet kunnen lezen.',
    en: 'The issuer keeps revocations in a way that we cannot read.',
  },
  'verification.within-dates': { nl: 'Het geldt vandaag.', en: 'It holds today.' },
  'verification.not-yet-valid': { nl: 'Het geldt nog niet.', en: 'It does not hold yet.' },
  'verification.expired': { nl: 'De geldigheid is verlopen.', en: 'It has expired.' },
  'verification.recipient-name': {
    nl: 'Het is uitgegeven aan iemand met deze naam.',
    en: 'It was issued to somebody of this name.',
  },
  'verification.recipient-email': {
    nl: 'Het is uitgegeven aan iemand met dit e-mailadres.',
    en: 'It was issued to somebody with this e-mail address.',
  },
  'verification.recipient-other': {
    nl: 'Het is uitgegeven op dit kenmerk.',
    en: 'It was issued to this identifier.',
  },
  'verification.recipient-differs': {
    nl: 'Het is niet uitgegeven op de naam of het adres dat je invulde.',
    en: 'It was not issued to the name or address that you entered.',
  },
  'verification.recipient-absent': {
    nl: 'Er staat niet in aan wie het is uitgegeven.',
    en: 'It does not say to whom it was issued.',
  },
  'verification.recipient-not-asked': {
    nl: 'Je vroeg niet van wie het is.',
    en: 'You did not ask whose it is.',
  },
  'verification.not-checked': { nl: 'Hier zijn we niet aan toegekomen.', en: 'We did not get to this.' },
} satisfies Record<string, LocalText>;
