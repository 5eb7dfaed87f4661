/**
 * Texts of the audit log. Each action that is ever written has its own (`audit.act.…`); a test holds them together.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const consoleAuditTexts = {
  'audit.act.account.changed': {
    nl: 'Rol of toegang van een beheerder gewijzigd',
    en: 'Role or access of an administrator changed',
  },
  'audit.act.account.created': { nl: 'Beheerder toegevoegd', en: 'Administrator added' },
  'audit.act.account.link-made': { nl: 'Link voor een wachtwoord gemaakt', en: 'Link for a password made' },
  'audit.act.account.password-set': { nl: 'Wachtwoord gekozen', en: 'Password chosen' },
  'audit.act.account.signed-in': { nl: 'Aangemeld bij de beheerpagina’s', en: 'Signed in to the console' },
  'audit.act.approver-group.saved': { nl: 'Groep goedkeurders bewaard', en: 'Group of approvers saved' },
  'audit.act.assessment.not-yet': { nl: 'Beoordeeld: nog niet behaald', en: 'Assessed: not yet passed' },
  'audit.act.assessment.passed': { nl: 'Beoordeeld: behaald', en: 'Assessed: passed' },
  'audit.act.award.allowed-again': {
    nl: 'Badge mag weer worden toegekend',
    en: 'Badge may be awarded again',
  },
  'audit.act.award.approved': { nl: 'Badge goedgekeurd', en: 'Badge approved' },
  'audit.act.award.declined': { nl: 'Badge afgewezen', en: 'Badge declined' },
  'audit.act.award.expired': { nl: 'Badge verlopen', en: 'Badge expired' },
  'audit.act.award.kept': {
    nl: 'Badge blijft, ondanks een lager resultaat',
    en: 'Badge kept, in spite of a lower result',
  },
  'audit.act.award.made': { nl: 'Badge toegekend', en: 'Badge awarded' },
  'audit.act.award.revised': { nl: 'Badge opnieuw uitgegeven', en: 'Badge issued again' },
  'audit.act.award.undone': { nl: 'Toekenning ongedaan gemaakt', en: 'Award undone' },
  'audit.act.award.withdrawn': { nl: 'Badge ingetrokken', en: 'Badge withdrawn' },
  'audit.act.awarding-rules.saved': { nl: 'Wie goedkeurt gewijzigd', en: 'Who approves changed' },
  'audit.act.badge-class.archived': { nl: 'Badge opgeborgen', en: 'Badge put away' },
  'audit.act.badge-class.changed': { nl: 'Badge gewijzigd', en: 'Badge changed' },
  'audit.act.badge-class.created': { nl: 'Badge gemaakt', en: 'Badge made' },
  'audit.act.badge-class.published': { nl: 'Badge gepubliceerd', en: 'Badge published' },
  'audit.act.badge-class.restored': { nl: 'Badge teruggehaald', en: 'Badge brought back' },
  'audit.act.badge-class.submitted': {
    nl: 'Ontwerp van een badge ingediend',
    en: 'Draft of a badge submitted',
  },
  'audit.act.credential.issued': { nl: 'Bewijs uitgegeven', en: 'Credential issued' },
  'audit.act.credential.issued-anew': { nl: 'Bewijs opnieuw uitgegeven', en: 'Credential issued anew' },
  'audit.act.credential.reinstated': { nl: 'Bewijs weer geldig gemaakt', en: 'Credential made valid again' },
  'audit.act.credential.renewed': { nl: 'Bewijs verlengd', en: 'Credential renewed' },
  'audit.act.credential.revoked': { nl: 'Bewijs ingetrokken', en: 'Credential revoked' },
  'audit.act.credential.shared': { nl: 'Bewijs gedeeld', en: 'Credential shared' },
  'audit.act.credential.shows-changed': {
    nl: 'Wat anderen van een bewijs zien gewijzigd',
    en: 'What others see of a credential changed',
  },
  'audit.act.credential.suspended': { nl: 'Bewijs tijdelijk ongeldig gemaakt', en: 'Credential suspended' },
  'audit.act.credential.unshared': {
    nl: 'Delen van een bewijs gestopt',
    en: 'Sharing of a credential stopped',
  },
  'audit.act.deployment.activated': { nl: 'Deployment toegelaten', en: 'Deployment admitted' },
  'audit.act.deployment.refused': { nl: 'Deployment geweigerd', en: 'Deployment refused' },
  'audit.act.deployment.sighted': { nl: 'Nieuwe deployment gezien', en: 'New deployment seen' },
  'audit.act.evidence.handed-in': { nl: 'Werk ingeleverd', en: 'Work handed in' },
  'audit.act.institution.changed': {
    nl: 'Gegevens van de instelling gewijzigd',
    en: 'Details of the institution changed',
  },
  'audit.act.institution.created': { nl: 'Instelling toegevoegd', en: 'Institution added' },
  'audit.act.institution.renamed': {
    nl: 'Naam van de instelling gewijzigd',
    en: 'Name of the institution changed',
  },
  'audit.act.invite.created': { nl: 'Link om te koppelen gemaakt', en: 'Link for connecting made' },
  'audit.act.invite.used': { nl: 'Link om te koppelen gebruikt', en: 'Link for connecting used' },
  'audit.act.issuer-key.compromised': { nl: 'Sleutel als uitgelekt gemeld', en: 'Key reported as leaked' },
  'audit.act.issuer-key.made': { nl: 'Sleutel gemaakt', en: 'Key made' },
  'audit.act.issuer-key.retired': { nl: 'Sleutel buiten gebruik gesteld', en: 'Key retired' },
  'audit.act.issuer.changed': { nl: 'Uitgever gewijzigd', en: 'Issuer changed' },
  'audit.act.issuer.created': { nl: 'Uitgever toegevoegd', en: 'Issuer added' },
  'audit.act.issuer.renamed': { nl: 'Naam van een uitgever gewijzigd', en: 'Name of an issuer changed' },
  'audit.act.job.retried': {
    nl: 'Werk op de achtergrond opnieuw gestart',
    en: 'Background work started again',
  },
  'audit.act.learner.erased': { nl: 'Student gewist', en: 'Learner erased' },
  'audit.act.learner.exported': {
    nl: 'Gegevens van een student geëxporteerd',
    en: 'Data of a learner exported',
  },
  'audit.act.learner.file-exported': { nl: 'Ingeleverd bestand opgehaald', en: 'Handed-in file downloaded' },
  'audit.act.learner.standing-choice-changed': {
    nl: 'Vaste keuze voor delen gewijzigd',
    en: 'Standing choice about sharing changed',
  },
  'audit.act.mail.allowed': { nl: 'Mail aan studenten aangezet', en: 'Mail to learners switched on' },
  'audit.act.mail.forbidden': { nl: 'Mail aan studenten uitgezet', en: 'Mail to learners switched off' },
  'audit.act.mapping-approval.approved': {
    nl: 'Badge in een cursus toegestaan',
    en: 'Badge permitted in a course',
  },
  'audit.act.mapping-approval.refused': {
    nl: 'Badge in een cursus geweigerd',
    en: 'Badge refused in a course',
  },
  'audit.act.mapping-approval.requested': {
    nl: 'Toestemming voor een badge gevraagd',
    en: 'Permission for a badge asked',
  },
  'audit.act.mapping.copied': {
    nl: 'Badge overgenomen uit een andere cursus',
    en: 'Badge taken over from another course',
  },
  'audit.act.mapping.created': { nl: 'Badge aan een cursus gekoppeld', en: 'Badge mapped in a course' },
  'audit.act.mapping.looked-at': { nl: 'Koppeling bekeken', en: 'Mapping looked at' },
  'audit.act.mapping.revised': {
    nl: 'Voorwaarden van een badge gewijzigd',
    en: 'Conditions of a badge changed',
  },
  'audit.act.mapping.separated': {
    nl: 'Dubbele link een eigen koppeling gemaakt',
    en: 'Doubled link made a mapping of its own',
  },
  'audit.act.person.linked': {
    nl: 'Accounts van één persoon gekoppeld',
    en: 'Accounts of one person linked',
  },
  'audit.act.person.unlinked': {
    nl: 'Accounts van één persoon losgemaakt',
    en: 'Accounts of one person unlinked',
  },
  'audit.act.registration.changed': { nl: 'Leeromgeving gewijzigd', en: 'Learning environment changed' },
  'audit.act.registration.deleted': { nl: 'Leeromgeving verwijderd', en: 'Learning environment deleted' },
  'audit.act.registration.replaced': { nl: 'Leeromgeving vervangen', en: 'Learning environment replaced' },
  'audit.act.registration.saved': { nl: 'Leeromgeving gekoppeld', en: 'Learning environment connected' },
  'audit.act.rubric.removed': { nl: 'Rubric weggehaald', en: 'Rubric removed' },
  'audit.act.rubric.saved': { nl: 'Rubric bewaard', en: 'Rubric saved' },
  'audit.act.template.applied': { nl: 'Sjabloon toegepast', en: 'Template applied' },
  'audit.act.template.created': { nl: 'Sjabloon gemaakt', en: 'Template made' },
  'audit.act.template.restored': { nl: 'Sjabloon weer aangeboden', en: 'Template offered again' },
  'audit.act.template.retired': { nl: 'Sjabloon niet meer aangeboden', en: 'Template no longer offered' },
  'audit.act.template.revised': { nl: 'Sjabloon gewijzigd', en: 'Template changed' },

  'audit.kind.account': { nl: 'Beheerders', en: 'Administrators' },
  'audit.kind.award': { nl: 'Toekenningen', en: 'Awards' },
  'audit.kind.badge': { nl: 'Badges', en: 'Badges' },
  'audit.kind.connection': { nl: 'Leeromgevingen', en: 'Learning environments' },
  'audit.kind.credential': { nl: 'Bewijzen', en: 'Credentials' },
  'audit.kind.institution': { nl: 'Instelling', en: 'Institution' },
  'audit.kind.learner': { nl: 'Studenten', en: 'Learners' },
  'audit.kind.mapping': { nl: 'Koppelingen in cursussen', en: 'Mappings in courses' },

  'console.nav.audit': { nl: 'Logboek', en: 'Audit log' },
  'console.audit.title': { nl: 'Logboek', en: 'Audit log' },
  'console.audit.intro': {
    nl: 'Wie wat deed, en wanneer. Niets hierin kan veranderd worden.',
    en: 'Who did what, and when. Nothing in it can be changed.',
  },
  'console.audit.when': { nl: 'Wanneer', en: 'When' },
  'console.audit.who': { nl: 'Wie', en: 'Who' },
  'console.audit.what': { nl: 'Wat', en: 'What' },
  'console.audit.detail': { nl: 'Bijzonderheden', en: 'Details' },
  'console.audit.code': { nl: 'Soort', en: 'Kind' },
  'console.audit.record': { nl: 'Gegeven', en: 'Record' },
  'console.audit.q': {
    nl: 'Student, badge of beheerder, of een nummer',
    en: 'Learner, badge or administrator, or an id',
  },
  'console.audit.action': { nl: 'Wat er gebeurde', en: 'What happened' },
  'console.audit.action.any': { nl: 'Alles', en: 'Everything' },
  'console.audit.from': { nl: 'Vanaf', en: 'From' },
  'console.audit.until': { nl: 'Tot en met', en: 'Until' },
  'console.audit.export': { nl: 'Download als CSV', en: 'Download as CSV' },
  'console.audit.none': { nl: 'Niets gevonden.', en: 'Nothing found.' },
  'console.audit.all': { nl: 'Toon alles', en: 'Show everything' },
  'console.audit.only': { nl: 'Alleen wat gaat over {name}.', en: 'Only what is about {name}.' },
  'console.actor.tool': { nl: 'Insigne', en: 'Insigne' },
  'console.actor.platform': { nl: 'De leeromgeving', en: 'The learning environment' },
  'console.actor.learner': { nl: 'Een docent of student', en: 'A teacher or student' },
  'console.actor.command-line': { nl: 'De opdrachtregel', en: 'The command line' },
} satisfies Record<string, LocalText>;

export type AuditKind =
  'account' | 'award' | 'badge' | 'connection' | 'credential' | 'institution' | 'learner' | 'mapping';

/** Every action that has words, in the order of the catalogue. */
export const auditActions: readonly string[] = Object.keys(consoleAuditTexts)
  .filter((key) => key.startsWith('audit.act.'))
  .map((key) => key.slice('audit.act.'.length));
