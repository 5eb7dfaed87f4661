/**
 * Looking whether an install holds: the store, the issuer's key, the addresses in credentials, and each LMS.
 *
 * @module
 */
import type { Context } from '../context.js';
import { AppError, hasCode } from '../errors/app-error.js';
import type { Registration } from '../platforms/registration.js';

export interface Check {
  readonly name: string;
  readonly isOk: boolean;
  readonly message: string;
}

/** What the tool asks an LMS for, and what does not work without it. An administrator may withhold any. */
const WANTED_SCOPES: Readonly<Record<string, string>> = {
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly':
    'members: only who opens Insigne is known, and only they are awarded',
  'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly':
    'results: grades are not read, and no rule over them awards',
  'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem':
    'columns: badge links come without one, and grade columns are not found',
  'https://purl.imsglobal.org/spec/lti-ags/scope/score':
    'scores: assessments and badges are not shown in the gradebook',
};

/** Every check, each with a sentence that says what to do where it does not hold. */
export async function checkInstall(context: Context): Promise<readonly Check[]> {
  const { institution, stores, issuers, issuerKeys, config } = context;
  const checks: Check[] = [
    await look('store', async () => {
      await stores.institutions.list();
      return `answers (${context.database.engine})`;
    }),
    await look('issuer key', async () => {
      const issuer = await issuers.ensureFirst(institution);
      const { kid } = await issuerKeys.ensureSigningKey(institution.id, issuer.id);
      return `opens (${kid})`;
    }),
    {
      name: 'credentials',
      isOk: config.mayIssue,
      message: config.mayIssue
        ? `are issued under ${config.credentialUrl}, in the name of ${institution.name.nl} (another: "institution")`
        : `are not issued: CREDENTIAL_URL (${config.credentialUrl}) must be an https address that strangers can reach`,
    },
  ];
  const registrations = await stores.registrations.list(institution.id);
  const waiting = (await stores.deployments.list(institution.id)).filter(({ state }) => state === 'waiting');
  if (registrations.length === 0) {
    checks.push({ name: 'LMS', isOk: true, message: 'none is registered yet: make an invite with "invite"' });
  }
  for (const registration of registrations) {
    const isAlone = registrations.filter(({ name }) => name === registration.name).length === 1;
    const name = isAlone ? registration.name : `${registration.name} (client id ${registration.clientId})`;
    checks.push(await checkPlatform(context, registration, name));
  }
  for (const { id, deploymentId } of waiting) {
    checks.push({
      name: `deployment ${deploymentId}`,
      isOk: false,
      message: `waits to be given to the institution: "deployment --activate ${id}"`,
    });
  }
  return checks;
}

function checkPlatform(context: Context, registration: Registration, name: string): Promise<Check> {
  return look(name, async () => {
    if (!registration.isEnabled) return 'is switched off';
    const { status } = await context.fetch(registration.jwksUrl);
    if (status !== 200) throw new AppError('platform_unavailable', 502, `its keys answer ${status}`);
    const withheld = await listWithheld(context, registration);
    if (withheld.length > 0) {
      throw new AppError(
        'platform_unavailable',
        502,
        `answers, but does not grant ${withheld.join('; nor ')}`,
      );
    }
    return `answers, and grants ${Object.keys(WANTED_SCOPES).length} permissions`;
  });
}

/** What the LMS does not grant, as its token endpoint says: what it wrote while registering may be more than the truth. */
async function listWithheld({ accessTokens }: Context, registration: Registration): Promise<string[]> {
  const withheld: string[] = [];
  for (const [scope, loss] of Object.entries(WANTED_SCOPES)) {
    try {
      await accessTokens.getToken(registration, [scope]);
    } catch (error) {
      if (!hasCode(error, 'token_refused')) throw error;
      withheld.push(loss);
    }
  }
  // Nothing at all is no choice of permissions: the client itself is not known, or waits.
  if (withheld.length === Object.keys(WANTED_SCOPES).length) {
    await accessTokens.getToken(registration, Object.keys(WANTED_SCOPES));
  }
  return withheld;
}

async function look(name: string, see: () => Promise<string>): Promise<Check> {
  try {
    return { name, isOk: true, message: await see() };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal_error';
    return {
      name,
      isOk: false,
      message: `${error instanceof Error ? error.message : String(error)} (${code})`,
    };
  }
}
