/**
 * Every command of the command line.
 *
 * @module
 */
import type { Deployment } from '../platforms/registration.js';
import { accountCommand } from './account-command.js';
import { approvalCommand } from './approval-command.js';
import { auditCommand } from './audit-command.js';
import { awardingCommand } from './awarding-command.js';
import { describeBadgeClass, runBadgeClass } from './badge-class-command.js';
import { BADGE_CLASS_HELP, BADGE_CLASS_OPTIONS } from './badge-class-options.js';
import { checkInstall } from './check.js';
import { ACTOR, flag, needAll, optional, table, text, type Command, type Json } from './command.js';
import { credentialCommand } from './credential-command.js';
import { runDecisions } from './decisions-command.js';
import { healthCommand } from './health-command.js';
import { institutionsCommand } from './institutions-command.js';
import { issuerCommand } from './issuer-command.js';
import { jobsCommand } from './jobs-command.js';
import { keyCommand } from './key-command.js';
import { learnerCommand } from './learner-command.js';
import { mailCommand } from './mail-command.js';
import { registerCommand } from './register-command.js';
import { replaceCommand } from './replace-command.js';
import { templateCommand } from './template-command.js';

export const COMMANDS: Readonly<Record<string, Command>> = {
  account: accountCommand,

  awarding: awardingCommand,

  approval: approvalCommand,

  template: templateCommand,

  issuer: issuerCommand,

  health: healthCommand,

  learner: learnerCommand,

  audit: auditCommand,

  institutions: institutionsCommand,

  invite: {
    summary: 'make a registration address for an LMS, valid once for seven days',
    help: ['Open the address in the LMS, where it asks for the address of dynamic registration.'],
    options: {},
    async run({ institution, invites }) {
      const invite = await invites.create(institution.id, ACTOR);
      return { registrationUrl: invite.url, expiresAt: invite.expiresAt };
    },
    present: ({ registrationUrl, expiresAt }) =>
      `Registration address, valid once until ${(expiresAt as Date).toISOString()}:\n${String(registrationUrl)}`,
  },

  register: registerCommand,

  replace: replaceCommand,

  deployment: {
    summary: 'list deployments, give one that waits to the institution, or refuse one',
    help: ['[--activate ID]', '[--refuse ID]    its launches are refused; nothing that it brought is lost'],
    options: { activate: text, refuse: text },
    async run({ institution, deployments }, values) {
      const id = optional(values, 'activate');
      if (id) await deployments.activate(institution.id, id, ACTOR);
      const refused = optional(values, 'refuse');
      if (refused) await deployments.refuse(institution.id, refused, ACTOR);
      return { deployments: (await deployments.list(institution.id)).map(describeDeployment) };
    },
    present: (result) => table(result['deployments'], 'No LMS has opened Insigne yet.'),
  },

  check: {
    summary: 'see whether store, keys, issuer and registered LMSs answer',
    help: ['Ends with status 1 when something does not hold.'],
    options: {},
    async run(context) {
      const checks = await checkInstall(context);
      return { isOk: checks.every(({ isOk }) => isOk), checks };
    },
    present: (result) =>
      (result['checks'] as readonly { name: string; isOk: boolean; message: string }[])
        .map(({ name, isOk, message }) => `${isOk ? 'ok  ' : 'FAIL'}  ${name}: ${message}`)
        .join('\n'),
  },

  'badge-class': {
    summary: 'list badge classes; make one; allow or refuse one in a course',
    help: [
      '(nothing)                    list badge classes, courses and requests',
      ...BADGE_CLASS_HELP,
      '--approve ID --course ID     allow it in a course',
      '--refuse ID --course ID      do not allow it in a course',
      '--publish ID                 a draft: from then on it can be mapped',
      '--archive ID | --restore ID  nobody maps it any more, or they may again',
      '--export ID|all [--as ob3|ob2]  as a document for another server',
      '--import PATH                each badge class of a document as a draft; says what cannot be kept',
    ],
    options: {
      create: flag,
      ...BADGE_CLASS_OPTIONS,
      approve: text,
      refuse: text,
      course: text,
      publish: text,
      archive: text,
      restore: text,
      export: text,
      as: text,
      import: text,
    },
    run: runBadgeClass,
    present: (result) =>
      'document' in result
        ? JSON.stringify(result['document'], null, 2)
        : [
            table(
              result['badgeClasses'],
              'No badge classes yet: make some with "seed" or "badge-class --create".',
            ),
            ...('notKept' in result ? ['Not kept:', table(result['notKept'], 'everything was')] : []),
            ...('state' in result ? [`From now on ${String(result['state'])} in this course.`] : []),
            ...('courses' in result ? ['Courses:', table(result['courses'], 'none yet')] : []),
            ...('requests' in result ? ['Requests:', table(result['requests'], 'none')] : []),
          ].join('\n'),
  },

  decisions: {
    summary: 'why each learner of a course has a badge or not: --course ID',
    help: ['--course ID    "badge-class" lists the ids of courses'],
    options: { course: text },
    run: runDecisions,
    present: (result) => table(result['decisions'], 'No decisions yet: no round has been completed.'),
  },

  credential: credentialCommand,

  key: keyCommand,

  jobs: jobsCommand,

  mail: mailCommand,

  seed: {
    summary: 'make one badge class of each variant to start with',
    help: ['Run twice it makes them once.'],
    options: {},
    async run(context) {
      const seeded = await context.seed();
      return { badgeClasses: seeded.map(describeBadgeClass) };
    },
    present: (result) => table(result['badgeClasses'], ''),
  },

  institution: {
    summary: 'show or change the name that pages and new credentials carry',
    help: ['[--name-nl TEXT --name-en TEXT]'],
    options: { 'name-nl': text, 'name-en': text },
    async run(context, values) {
      const { institution } = context;
      if (!values['name-nl'] && !values['name-en'])
        return { institution: { id: institution.id, name: institution.name } };
      const names = needAll(values, ['name-nl', 'name-en']);
      const name = { nl: names['name-nl'], en: names['name-en'] };
      const renamed = await context.institutions.rename(institution.id, name, ACTOR);
      const issuer = await context.issuers.ensureFirst(renamed);
      await context.issuers.rename(institution.id, issuer.id, name, ACTOR);
      return { institution: { id: renamed.id, name: renamed.name } };
    },
    present: (result) => {
      const { name } = result['institution'] as { name: { nl: string; en: string } };
      return `nl  ${name.nl}\nen  ${name.en}`;
    },
  },

  rotate: {
    summary: 'let a new key of the issuer sign; --tool-keys: a new one for messages to LMSs',
    help: [
      '(nothing)      a new key signs credentials; those made before go on verifying',
      '--tool-keys    a new key for messages to LMSs: published now, signing when every LMS can know it',
    ],
    options: { 'tool-keys': flag },
    async run({ institution, issuers, issuerKeys, toolKeys }, values) {
      if (values['tool-keys']) return { toolKey: await toolKeys.rotate() };
      const issuer = await issuers.ensureFirst(institution);
      return { issuerId: issuer.id, kid: await issuerKeys.rotate(institution.id, issuer.id, ACTOR) };
    },
    present({ kid, toolKey }) {
      if (!toolKey) return `Signing with ${String(kid)} from now on.`;
      const { kid: next, signsFrom } = toolKey as { kid: string; signsFrom: Date };
      return `${next} is published, and signs messages to LMSs from ${signsFrom.toISOString()} on.`;
    },
  },
};

function describeDeployment(deployment: Deployment): Json {
  const { id, state, deploymentId, registrationId } = deployment;
  return { id, state, deploymentId, registrationId };
}
