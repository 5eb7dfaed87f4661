/**
 * Health of a connection as a checklist: what is well, since when something is not, what that stops, and what to do in that LMS.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { parseUrl } from '../../http/parse-url.js';
import { createFormats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator, isTextKey, type TextParams, type Translate } from '../../language/translate.js';
import type {
  DeploymentHealth,
  HealthLine,
  HealthState,
  RegistrationHealth,
} from '../../lti/health/health-report.js';
import { nameLms } from '../../platforms/lms-name.js';
import type { Registration } from '../../platforms/registration.js';

export interface HealthLineView {
  readonly check: string;
  readonly state: HealthState;
  readonly meaning: string;
  readonly icon: string;
  readonly word: string;
  readonly title: string;
  /** What it shows when it is well; when it is unknown, what would show it, where that is not as for the others. */
  readonly found: string;
  /** When it is ill. */
  readonly since: string;
  readonly why: string;
  readonly stops: string;
  readonly cure: string;
}

export interface DotView {
  readonly state: HealthState;
  readonly meaning: string;
  readonly icon: string;
  readonly word: string;
}

const LOOKS: Readonly<Record<HealthState, { meaning: string; icon: string }>> = {
  well: { meaning: 'is-earned', icon: 'check' },
  ill: { meaning: 'is-stopped', icon: 'stop' },
  unknown: { meaning: 'is-way', icon: 'clock' },
};

export function presentDot(state: HealthState, language: Language): DotView {
  return { state, ...LOOKS[state], word: createTranslator(language)(`health.state.${state}`) };
}

/** Every line has shown itself, and none is ill. */
export function isAllSeen({ lines, deployments }: RegistrationHealth): boolean {
  const own = deployments.filter(({ deployment }) => deployment.state === 'active');
  return [...lines, ...own.flatMap((one) => one.lines)].every(({ state }) => state === 'well');
}

/** Changes whenever a line of the checklist would. */
export function printHealth({ lines, deployments }: RegistrationHealth): string {
  const shown = [
    lines.map(({ state, code }) => [state, code]),
    deployments.map(({ deployment, lines: own }) => [
      deployment.id,
      deployment.state,
      own.map(({ state, code }) => [state, code]),
    ]),
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 12);
}

export function presentRegistrationHealth(health: RegistrationHealth, language: Language) {
  const { registration, lines, deployments, state } = health;
  const t = createTranslator(language);
  return {
    id: registration.id,
    name: nameLms(registration) ?? registration.name,
    address: registration.issuer,
    clientId: registration.clientId,
    isEnabled: registration.isEnabled,
    dot: presentDot(state, language),
    lines: lines.map((line) => presentLine(line, registration, language)),
    deployments: deployments.map((one) => presentDeploymentHealth(one, registration, language)),
    noDeployment: deployments.some(({ deployment }) => deployment.state === 'active')
      ? ''
      : t('health.no-deployment'),
  };
}

export function presentDeploymentHealth(
  { deployment, lines, state }: DeploymentHealth,
  registration: Registration,
  language: Language,
) {
  return {
    id: deployment.id,
    deploymentId: deployment.deploymentId,
    state: deployment.state,
    firstSeen: createFormats(language).dateTime(deployment.firstSeenAt),
    dot: presentDot(state, language),
    lines: lines.map((line) => presentLine(line, registration, language)),
  };
}

export function presentLine(
  line: HealthLine,
  registration: Registration,
  language: Language,
): HealthLineView {
  const t = createTranslator(language);
  const formats = createFormats(language);
  const { check, state, code, detail, since, at } = line;
  const host = nameHost(check, registration);
  const params: TextParams = {
    lms: nameLms(registration) ?? t('health.your-lms'),
    host: host ?? nameLms(registration) ?? t('health.your-lms'),
    at: at ? formats.dateTime(at) : '',
    ...Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, String(value)])),
  };
  const isIll = state === 'ill';
  return {
    check,
    state,
    ...LOOKS[state],
    word: t(`health.state.${state}`),
    title: t(`health.check.${check}`),
    found:
      state === 'well'
        ? choose(t, [`health.found.${check}`, 'health.found'], params)
        : state === 'unknown'
          ? choose(t, [`health.unknown.${check}`], params)
          : '',
    since: isIll && since ? t('health.since', { since: formats.dateTime(since) }) : '',
    why: isIll
      ? choose(
          t,
          [
            `health.why.${code ?? ''}.${detail['quirk'] ?? ''}`,
            `health.why.${code ?? ''}`,
            'health.why.other',
          ],
          { ...params, code: code ?? '' },
        )
      : '',
    stops: isIll ? t(`health.stops.${check}`) : '',
    cure: isIll
      ? choose(
          t,
          [
            // It is taken for an LMS that it is not.
            detail['quirk'] === undefined ? '' : 'health.cure.quirk',
            `health.cure.${code ?? ''}.${registration.profile}`,
            // Keys that cannot be read are mended in one way, whatever came in their place.
            ...(check === 'keys' ? ['health.cure.keys'] : []),
            // An address of its own may have been filled in wrongly.
            ...(host === null ? [] : [`health.cure.${code ?? ''}.address`]),
            // An LMS that does not answer is not mended by a switch in it.
            `health.cure.${code ?? ''}`,
            `health.cure.${check}.${registration.profile}`,
            `health.cure.${check}`,
          ],
          params,
        )
      : '',
  };
}

/** What was asked, where it may be another server than the LMS's own. */
function nameHost(check: string, { tokenUrl, jwksUrl }: Registration): string | null {
  const url = check.startsWith('token-') ? tokenUrl : check === 'keys' ? jwksUrl : null;
  return url === null ? null : (parseUrl(url)?.host ?? null);
}

/** The most particular text there is. */
function choose(t: Translate, keys: readonly string[], params: TextParams): string {
  const key = keys.find(isTextKey);
  return key === undefined ? '' : t(key, params);
}
