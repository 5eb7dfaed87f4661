/**
 * Who says yes to which badge: the course's teacher, named people, or a group such as an examination board.
 *
 * Not here: saying yes to one learner's badge (approval-command.ts).
 *
 * @module
 */
import type { Context } from '../context.js';
import { APPROVER_KINDS, type PersonRef } from '../awarding/approver.js';
import {
  ACTOR,
  flag,
  list,
  need,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Json,
  type Values,
} from './command.js';

export const awardingCommand: Command = {
  summary: 'say or change who says yes to which badge; groups of people',
  help: [
    '(nothing)                    each badge class with its rules, and the groups',
    `--badge ID --approvers ${APPROVER_KINDS.join('|')} [--people ID,ID] [--group ID]`,
    '  [--four-eyes] [--months N] whoever made the rule does not approve alone; after N months it is looked at anew',
    '--group-name TEXT --members ID,ID [--group ID]',
    '                             a new group, or another name and other members of one',
    'People are accounts of the console: "account" lists their ids.',
  ],
  options: {
    badge: text,
    approvers: text,
    people: text,
    group: text,
    'four-eyes': flag,
    months: text,
    'group-name': text,
    members: text,
  },
  async run(context, values) {
    const { institution, awardingRules, badgeClasses } = context;
    if (values['group-name'] !== undefined) {
      const group = await awardingRules.saveGroup(
        institution.id,
        optional(values, 'group'),
        { name: need(values, 'group-name'), members: await readPeople(context, need(values, 'members')) },
        ACTOR,
      );
      return { group: { id: group.id, name: group.name, members: group.members.length } };
    }
    const badge = optional(values, 'badge');
    if (badge !== null) return { rules: await saveRules(context, badge, values) };
    const [classes, groups] = await Promise.all([
      badgeClasses.list(institution.id),
      awardingRules.listGroups(institution.id),
    ]);
    return {
      badgeClasses: await Promise.all(
        classes.map(async ({ id, name }) => ({
          id,
          ...describe(await awardingRules.get(institution.id, id)),
          name: name.nl,
        })),
      ),
      groups: groups.map(({ id, name, members }) => ({
        id,
        name,
        members: members.map((one) => one.id).join(' '),
      })),
    };
  },
  present: ({ badgeClasses, groups, group, rules }) =>
    group || rules
      ? list(group ?? rules)
      : [table(badgeClasses, 'No badge classes yet.'), 'Groups:', table(groups, 'none')].join('\n'),
};

async function saveRules(context: Context, badgeClassId: string, values: Values): Promise<Json> {
  const approvers = APPROVER_KINDS.find((one) => one === need(values, 'approvers'));
  if (!approvers) throw new UsageError(`--approvers is one of ${APPROVER_KINDS.join(', ')}`);
  const months = optional(values, 'months');
  if (months !== null && !/^\d{1,3}$/.test(months)) throw new UsageError('--months is a whole number');
  const people = optional(values, 'people');
  const rules = await context.awardingRules.save(
    context.institution.id,
    badgeClassId,
    {
      approvers,
      people: people === null ? [] : await readPeople(context, people),
      groupId: optional(values, 'group'),
      asksFourEyes: values['four-eyes'] === true,
      lookEveryMonths: months === null ? null : Number(months),
    },
    ACTOR,
  );
  return describe(rules);
}

/** @throws {UsageError} `usage` - not one of the institution's accounts, or of the operators */
async function readPeople({ adminAccounts, institution }: Context, ids: string): Promise<PersonRef[]> {
  const known = new Set(
    [...(await adminAccounts.list(institution.id)), ...(await adminAccounts.list(null))].map(({ id }) => id),
  );
  const wanted = ids
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  const unknown = wanted.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new UsageError(`no account has the id ${unknown.join(', ')}: "account" lists them`);
  return wanted.map((id) => ({ kind: 'admin', id }));
}

/** @throws {UsageError} `usage` - it names no account */
export async function readPerson(context: Context, id: string): Promise<PersonRef> {
  const [person] = await readPeople(context, id);
  if (!person) throw new UsageError('--as names no account');
  return person;
}

function describe(rules: Awaited<ReturnType<Context['awardingRules']['get']>>): Json {
  const { approvers, people, groupId, asksFourEyes, lookEveryMonths } = rules;
  return {
    approvers,
    people: people.map(({ id }) => id).join(' ') || '-',
    group: groupId ?? '-',
    eyes: asksFourEyes ? 'four' : 'two',
    months: lookEveryMonths ?? '-',
  };
}
