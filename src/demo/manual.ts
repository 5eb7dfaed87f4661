/**
 * Registering by hand: what the tool's command line says about the tool, and what it is told about the LMS.
 *
 * @module
 */
import type { Pair } from './pair.js';

/** What the LMS's form asks for. */
export interface ToolFacts {
  readonly loginUrl: string;
  readonly launchUrl: string;
  readonly keysUrl: string;
}

/** What the LMS shows in return. */
export interface PlatformFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly tokenAudience: string;
  readonly jwksUri: string;
  readonly deploymentId: string | null;
}

export function describeTool(pair: Pair): Promise<{ readonly tool: ToolFacts }> {
  return pair.runAdmin(['register']);
}

export async function registerPlatform(pair: Pair, facts: PlatformFacts): Promise<void> {
  await pair.runAdmin([
    'register',
    // Somebody who registers by hand knows which LMS it is; nothing in these addresses says so.
    ...(pair.profile === 'plain' ? [] : ['--lms', pair.profile]),
    ...['--issuer', facts.issuer, '--client-id', facts.clientId],
    ...['--authorization-url', facts.authorizationEndpoint],
    ...['--token-url', facts.tokenEndpoint, '--token-audience', facts.tokenAudience],
    ...['--jwks-url', facts.jwksUri],
    ...(facts.deploymentId === null ? [] : ['--deployment-id', facts.deploymentId]),
  ]);
}
