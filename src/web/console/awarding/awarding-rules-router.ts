/**
 * Who approves which badge class, groups of approvers, and templates of mappings.
 *
 * @module
 */
import { Router, type Request } from 'express';
import { APPROVER_KINDS, type PersonRef } from '../../../awarding/approver.js';
import type { AwardingRulesService } from '../../../awarding/awarding-rules-service.js';
import { AWARD_MODES, DEFAULT_POLICIES, LOWERED_POLICIES } from '../../../awarding/policies.js';
import { isGroup } from '../../../awarding/rule.js';
import { OWN_PLACE, type MappingTemplate } from '../../../awarding/template.js';
import {
  TemplateInvalidError,
  type TemplateDraft,
  type TemplateService,
} from '../../../awarding/template-service.js';
import type { BadgeClass } from '../../../badges/badge-class.js';
import type { BadgeClassService } from '../../../badges/badge-class-service.js';
import { AppError } from '../../../errors/app-error.js';
import type { AdminAccounts } from '../../../institutions/admin-account-service.js';
import { createTranslator } from '../../../language/translate.js';
import { parseChoice, parseDecimal, readFields } from '../../course/form-fields.js';
import { readForm } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { pickPage } from '../paging.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface AwardingRulesRouterDeps {
  readonly awardingRules: AwardingRulesService;
  readonly templates: TemplateService;
  readonly badgeClasses: Pick<BadgeClassService, 'list'>;
  readonly adminAccounts: Pick<AdminAccounts, 'list'>;
}

type ById = Request<{ id: string }>;
const TEMPLATE_FIELDS = [
  'name',
  'badgeClass',
  'value',
  'maximum',
  'mode',
  'lowered',
  'stood',
  'version',
] as const;

export function createAwardingRulesRouter(deps: AwardingRulesRouterDeps): Router {
  const { awardingRules, templates, badgeClasses, adminAccounts } = deps;
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('32kb'), requireAdminForm] as const;
  const home = '/admin/awarding';

  router.get(home, requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const [classes, groups, people, list] = await Promise.all([
      badgeClasses.list(institution.id),
      awardingRules.listGroups(institution.id),
      adminAccounts.list(institution.id),
      templates.list(institution.id),
    ]);
    const { problem, badge } = readFields(req.query, ['problem', 'badge']);
    const paging = pickPage(req, classes, ({ name }) => name[language], home);
    const describe = async ({ id, name }: BadgeClass) => {
      const rules = await awardingRules.get(institution.id, id);
      return {
        id,
        name: name[language],
        href: `${home}?badge=${encodeURIComponent(id)}#who`,
        approvers: rules.approvers,
        people: rules.people.map((one) => one.id),
        groupId: rules.groupId,
        asksFourEyes: rules.asksFourEyes,
        months: rules.lookEveryMonths,
      };
    };
    const opened = classes.find(({ id }) => id === badge);
    sendConsolePage(req, res, {
      view: 'console/awarding',
      title: createTranslator(language)('console.awarding.title'),
      part: 'awarding',
      styles: ['approvals.css'],
      locals: {
        problem,
        modes: AWARD_MODES,
        lowered: LOWERED_POLICIES,
        kinds: APPROVER_KINDS,
        people: people.map(({ id, name }) => ({ id, name })),
        groups: groups.map(({ id, name, members }) => ({ id, name, members: members.map((one) => one.id) })),
        paging,
        path: home,
        choices: classes.map(({ id, name }) => ({ id, name: name[language] })),
        badgeClasses: await Promise.all(paging.items.map(describe)),
        // One form at a time: five hundred of them are no page to read.
        opened: opened ? await describe(opened) : null,
        templates: list.map((template) => presentTemplate(template, classes, language)),
      },
    });
  });

  router.post(`${home}/badges/:id`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const people = await adminAccounts.list(institution.id);
    const fields = readFields(req.body, [
      'approvers',
      'group',
      'fourEyes',
      'months',
      ...people.map(({ id }) => `person-${id}`),
    ]);
    const approvers = parseChoice(fields['approvers'] ?? '', APPROVER_KINDS);
    if (!approvers) throw new AppError('approver_unknown', 422, 'the form does not say who approves');
    const months = fields['months'] ?? '';
    await awardingRules.save(
      institution.id,
      req.params.id,
      {
        approvers,
        people: people
          .filter(({ id }) => fields[`person-${id}`] === 'yes')
          .map(({ id }) => ({ kind: 'admin', id })),
        groupId: fields['group'] || null,
        asksFourEyes: fields['fourEyes'] === 'yes',
        lookEveryMonths: months === '' ? null : Number(months),
      },
      readPerson(req),
    );
    res.redirect(303, `${home}?badge=${encodeURIComponent(req.params.id)}#who`);
  });

  router.post(`${home}/groups`, ...guard, async (req, res) => {
    const { institution } = getAdmin(req);
    const people = await adminAccounts.list(institution.id);
    const fields = readFields(req.body, ['id', 'name', ...people.map(({ id }) => `person-${id}`)]);
    await awardingRules.saveGroup(
      institution.id,
      fields['id'] || null,
      {
        name: fields['name'] ?? '',
        members: people
          .filter(({ id }) => fields[`person-${id}`] === 'yes')
          .map(({ id }) => ({ kind: 'admin', id })),
      },
      readPerson(req),
    );
    res.redirect(303, `${home}#groups`);
  });

  router.post(`${home}/templates`, ...guard, async (req, res) => {
    const { institution } = getAdmin(req);
    try {
      const made = await templates.create(institution.id, readTemplate(req.body), readPerson(req));
      res.redirect(303, `${home}/templates/${made.id}`);
    } catch (error) {
      if (!(error instanceof TemplateInvalidError)) throw error;
      res.redirect(303, `${home}?problem=template#templates`);
    }
  });

  router.get(`${home}/templates/:id`, requireAdmin('admin'), async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const classes = await badgeClasses.list(institution.id);
    const template = await templates.get(institution.id, req.params.id);
    const differences = await templates.preview(institution.id, template.id);
    const { applied, failed } = readFields(req.query, ['applied', 'failed']);
    sendConsolePage(req, res, {
      view: 'console/template',
      title: template.name,
      part: 'awarding',
      styles: ['approvals.css'],
      locals: {
        template: presentTemplate(template, classes, language),
        isWaiting: template.appliedVersion < template.version,
        modes: AWARD_MODES,
        lowered: LOWERED_POLICIES,
        applied: /^\d{1,6}$/.test(applied) ? applied : null,
        failed: /^[1-9]\d{0,5}$/.test(failed) ? failed : null,
        differences: differences.map(({ course, preview: { difference, holds } }) => ({
          course: course.title ?? course.id,
          added: difference.added.length,
          dropped: difference.dropped.length,
          holds: holds.length,
        })),
      },
    });
  });

  router.post(`${home}/templates/:id`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const { version } = readFields(req.body, ['version']);
    const standing = await templates.get(institution.id, req.params.id);
    const draft = { ...readTemplate(req.body), places: standing.places };
    // A tree is kept as it is: this form changes a norm on the badge's own column, and how it is awarded.
    const rule = isOwnNorm(standing) ? draft.rule : standing.rule;
    await templates.revise(
      institution.id,
      standing.id,
      { ...draft, rule },
      readPerson(req),
      Number(version) || 0,
    );
    res.redirect(303, `${home}/templates/${standing.id}`);
  });

  router.post(`${home}/templates/:id/apply`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const { version } = readFields(req.body, ['version']);
    const done = await templates.apply(institution.id, req.params.id, Number(version) || 0, readPerson(req));
    const failed = done.filter(({ errorCode }) => errorCode !== null).length;
    const query = `applied=${done.length - failed}&failed=${failed}`;
    res.redirect(303, `${home}/templates/${encodeURIComponent(req.params.id)}?${query}`);
  });

  router.post(`${home}/templates/:id/retire`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const { retired } = readFields(req.body, ['retired']);
    await templates.retire(institution.id, req.params.id, retired === 'yes', readPerson(req));
    res.redirect(303, `${home}#templates`);
  });

  return router;
}

function readPerson(req: Request): PersonRef {
  return { kind: 'admin', id: getAdmin(req).account.id };
}

/** A norm in percent on the column that comes with the link. What is not usable is refused by the service. */
function readTemplate(body: unknown): TemplateDraft {
  const fields = readFields(body, TEMPLATE_FIELDS);
  const value = parseDecimal(fields.value) ?? Number.NaN;
  if (!(value >= 0 && value <= 100)) throw new TemplateInvalidError(['name']);
  return {
    name: fields.name,
    badgeClassId: fields.badgeClass,
    columnRole: 'grade',
    columnMaximum: Number(fields.maximum || '100'),
    rule: { kind: 'at-least', columnKey: OWN_PLACE, unit: 'percent', value },
    places: [],
    wait: { notBefore: null, stoodHours: parseDecimal(fields.stood) ?? 1 },
    policies: {
      ...DEFAULT_POLICIES,
      mode: parseChoice(fields.mode, AWARD_MODES) ?? DEFAULT_POLICIES.mode,
      lowered: parseChoice(fields.lowered, LOWERED_POLICIES) ?? DEFAULT_POLICIES.lowered,
    },
  };
}

function isOwnNorm({ rule }: MappingTemplate): boolean {
  return !isGroup(rule) && rule.kind === 'at-least' && rule.columnKey === OWN_PLACE;
}

function presentTemplate(
  template: MappingTemplate,
  classes: Awaited<ReturnType<BadgeClassService['list']>>,
  language: 'nl' | 'en',
) {
  const { rule } = template;
  return {
    id: template.id,
    name: template.name,
    badge: classes.find(({ id }) => id === template.badgeClassId)?.name[language] ?? template.badgeClassId,
    version: template.version,
    isRetired: template.isRetired,
    value: !isGroup(rule) && rule.kind === 'at-least' ? rule.value : null,
    maximum: template.columnMaximum ?? 100,
    mode: template.policies.mode,
    lowered: template.policies.lowered,
    stood: template.wait.stoodHours,
  };
}
