/**
 * The sandbox LMS's own API, as far as the demo needs it: setting up and looking, never what a person would do by hand.
 *
 * @module
 */
import type { PlatformFacts } from './manual.js';

export interface SandboxColumn {
  readonly id: string;
  readonly label: string;
  readonly scoreMaximum: number;
  readonly clientId: string | null;
  readonly resourceId: string | null;
}

export interface SandboxGrade {
  readonly columnId: string;
  readonly userId: string;
  readonly login: string;
  readonly score: number | null;
  readonly by: string;
}

export interface SandboxGradebook {
  readonly columns: readonly SandboxColumn[];
  readonly grades: readonly SandboxGrade[];
}

export interface SandboxMember {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly role: string;
}

export interface SandboxLink {
  readonly id: string;
  readonly title: string;
  readonly custom: Readonly<Record<string, string>>;
}

export interface NewSandboxTool {
  readonly name: string;
  readonly loginUrl: string;
  readonly redirectUris: readonly string[];
  readonly jwksUrl: string;
  readonly targetLinkUri: string;
}

export type SandboxClient = ReturnType<typeof createSandboxClient>;

export function createSandboxClient(url: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`the sandbox LMS answered ${answer.status} to ${method} ${path}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  return {
    startRegistration: (toolUrl: string) =>
      call<{ registrationUrl: string; registrationToken: string; openidConfigurationUrl: string }>(
        'POST',
        '/api/registrations',
        { toolUrl },
      ),
    listTools: () =>
      call<
        readonly { clientId: string; name: string; active: boolean; deployments: readonly { id: string }[] }[]
      >('GET', '/api/tools'),
    /** What the administrator's page does where the LMS waits for them. */
    allowTool: (clientId: string) =>
      call('PATCH', `/api/tools/${clientId}`, { active: true, shareRoles: true }),
    addTool: (tool: NewSandboxTool) =>
      call<{
        clientId: string;
        deployments: readonly { id: string }[];
        platform: Omit<PlatformFacts, 'clientId' | 'deploymentId'>;
      }>('POST', '/api/tools', tool),
    listMembers: (course: string) => call<readonly SandboxMember[]>('GET', `/api/courses/${course}/members`),
    listLinks: (course: string) => call<readonly SandboxLink[]>('GET', `/api/courses/${course}/links`),
    readGradebook: (course: string) => call<SandboxGradebook>('GET', `/api/courses/${course}/gradebook`),
  };
}
