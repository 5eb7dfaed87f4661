/**
 * Who signs: profiles of the institution and its faculties, and their keys.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { IssuerService } from '../../../badges/issuer-service.js';
import { UNSTATED_ISSUER, type IssuerFields, type IssuerProfile } from '../../../badges/issuer-profile.js';
import { MOST_PICTURE_BYTES, PictureUnusableError } from '../../../badges/pictures/clean-picture.js';
import type { PictureService } from '../../../badges/pictures/picture-service.js';
import { readCompromisedFrom } from '../../../credentials/compromised-from.js';
import type { IssuerKeys } from '../../../credentials/issuer-keys.js';
import { AppError, hasCode } from '../../../errors/app-error.js';
import { LANGUAGES } from '../../../language/local-text.js';
import { createTranslator } from '../../../language/translate.js';
import { readFields } from '../../course/form-fields.js';
import { readForm, readParams } from '../../read-params.js';
import { getUploads, readUpload } from '../../read-upload.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';
import { presentIssuerKeys } from './present-issuer-keys.js';

export interface IssuersRouterDeps {
  readonly issuers: Pick<IssuerService, 'list' | 'get' | 'create' | 'change'>;
  /** A new issuer can sign at once. */
  readonly issuerKeys: Pick<IssuerKeys, 'ensureSigningKey' | 'list' | 'rotate' | 'markCompromised'>;
  readonly pictures: Pick<PictureService, 'take' | 'findDataAddress'>;
}

interface Shown {
  readonly fields?: IssuerFields;
  readonly problems?: string;
  readonly pictureProblem?: string;
  /** The kid whose date is not usable. */
  readonly keyProblem?: string;
}

export function createIssuersRouter({ issuers, issuerKeys, pictures }: IssuersRouterDeps): Router {
  const router = Router();
  const keyGuard = [requireAdmin('admin'), readForm('8kb'), requireAdminForm];
  const mayEdit = requireAdmin('admin');
  const guard = [
    mayEdit,
    readUpload({ files: 1, fileBytes: 2 * MOST_PICTURE_BYTES, fieldBytes: 65_536 }),
    requireAdminForm,
  ];

  router.get('/admin/issuers', mayEdit, async (req, res) => {
    const language = readConsoleLanguage(req);
    const all = await issuers.list(getAdmin(req).institution.id);
    sendConsolePage(req, res, {
      view: 'console/issuers/list',
      title: createTranslator(language)('issuers.title'),
      part: 'issuers',
      locals: {
        issuers: all.map(({ id, name, unit, email }) => ({ id, name: name[language], unit, email })),
      },
    });
  });

  router.get('/admin/issuers/new', mayEdit, (req, res) => send(req, res, null, {}));

  router.get('/admin/issuers/:issuer', mayEdit, async (req, res) => send(req, res, await find(req), {}));

  router.post('/admin/issuers', ...guard, (req, res) => save(req, res, null));

  router.post('/admin/issuers/:issuer', ...guard, async (req, res) => save(req, res, await find(req)));

  router.post('/admin/issuers/:issuer/keys', ...keyGuard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const issuer = await find(req);
    await issuerKeys.rotate(institution.id, issuer.id, actor);
    redirectToKeys(res, issuer);
  });

  router.post('/admin/issuers/:issuer/keys/:kid/compromised', ...keyGuard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const issuer = await find(req);
    const kid = String(req.params['kid']);
    const key = (await issuerKeys.list(institution.id, issuer.id)).find((one) => one.kid === kid);
    if (!key) throw new AppError('issuer_key_not_found', 404, 'no such key of this issuer', { kid });
    const { sure, from } = readFields(req.body, ['sure', 'from']);
    if (sure !== 'yes') return redirectToKeys(res, issuer);
    const moment = readCompromisedFrom(from, key.createdAt);
    if (!moment) return send(req, res, issuer, { keyProblem: kid });
    try {
      await issuerKeys.markCompromised(institution.id, kid, moment, actor);
    } catch (error) {
      if (hasCode(error, 'issuer_key_date_invalid')) return send(req, res, issuer, { keyProblem: kid });
      throw error;
    }
    redirectToKeys(res, issuer);
  });

  function redirectToKeys(res: Response, { id }: IssuerProfile): void {
    res.redirect(303, `/admin/issuers/${encodeURIComponent(id)}#keys`);
  }

  async function save(req: Request, res: Response, before: IssuerProfile | null): Promise<void> {
    const { institution, actor } = getAdmin(req);
    let fields = readIssuerFields(req.body, before);
    try {
      const [upload] = getUploads(req);
      if (upload) fields = { ...fields, logo: await pictures.take(institution.id, upload.bytes) };
      if (before) await issuers.change(institution.id, before.id, fields, actor);
      else {
        const made = await issuers.create(institution.id, fields, actor);
        await issuerKeys.ensureSigningKey(institution.id, made.id);
      }
    } catch (error) {
      if (error instanceof PictureUnusableError)
        return send(req, res, before, { fields, pictureProblem: error.problem });
      if (hasCode(error, 'issuer_invalid'))
        return send(req, res, before, { fields, problems: String(error.detail['problems']) });
      throw error;
    }
    res.redirect(303, '/admin/issuers');
  }

  function find(req: Request): Promise<IssuerProfile> {
    return issuers.get(getAdmin(req).institution.id, String(req.params['issuer']));
  }

  async function send(
    req: Request,
    res: Response,
    before: IssuerProfile | null,
    shown: Shown,
  ): Promise<void> {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const keys = before ? await issuerKeys.list(institution.id, before.id) : [];
    const issuer: IssuerFields = shown.fields ?? before ?? { ...UNSTATED_ISSUER, name: institution.name };
    const isWrong = [shown.problems, shown.pictureProblem, shown.keyProblem].some((one) => one !== undefined);
    sendConsolePage(req, res, {
      view: 'console/issuers/edit',
      title: t(before ? 'issuers.edit' : 'issuers.new'),
      part: 'issuers',
      status: isWrong ? 422 : 200,
      styles: ['badge-editor.css'],
      locals: {
        issuer,
        id: before?.id ?? null,
        logo: issuer.logo ? await pictures.findDataAddress(institution.id, issuer.logo.id) : null,
        languages: LANGUAGES,
        isInvalid: shown.problems !== undefined,
        pictureProblem: shown.pictureProblem ?? null,
        keys: presentIssuerKeys(keys, language),
        keyProblem: shown.keyProblem ?? null,
      },
    });
  }

  return router;
}

const TEXTS = ['url', 'email', 'phone', 'contact', 'country', 'brin', 'unit'] as const;

function readIssuerFields(body: unknown, before: IssuerProfile | null): IssuerFields {
  const both = LANGUAGES.flatMap((one) => [`name.${one}`, `description.${one}`, `languages.${one}`]);
  const limits = Object.fromEntries([...TEXTS, ...both].map((name) => [name, 20_000]));
  const params = readParams(body, limits);
  const text = (name: string) => (params[name] ?? '').replace(/\r\n?/g, '\n').trim();
  const orNull = (name: string) => text(name) || null;
  const description = { nl: text('description.nl'), en: text('description.en') };
  return {
    name: { nl: text('name.nl'), en: text('name.en') },
    description: description.nl + description.en === '' ? null : description,
    url: orNull('url'),
    email: orNull('email'),
    phone: orNull('phone'),
    contact: orNull('contact'),
    country: text('country').toUpperCase(),
    brin: orNull('brin')?.toUpperCase() ?? null,
    unit: text('unit') === 'faculty' ? 'faculty' : 'institution',
    languages: LANGUAGES.filter((one) => params[`languages.${one}`] !== undefined),
    logo: before?.logo ?? null,
  };
}
