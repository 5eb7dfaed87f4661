/**
 * Tools of the LMS: added, changed, removed.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { removeLink } from './content.js';
import { removeColumn } from './gradebook.js';
import type { LmsProfile } from '../profiles/profile.js';
import type { State, Tool } from './state.js';

const CLIENT_ID_BYTES = 12;

export interface ToolKeeper {
  readonly state: State;
  readonly profile: LmsProfile;
  readonly randomId: (bytes?: number) => string;
}

/** With one deployment. */
export function addTool(
  { state, profile, randomId }: ToolKeeper,
  tool: Omit<Tool, 'clientId' | 'deployments' | 'shareRoles'>,
): Tool {
  const added: Tool = {
    ...tool,
    shareRoles: profile.registration.sharesRoles,
    clientId: randomId(CLIENT_ID_BYTES),
    deployments: [{ id: profile.ids.deployment(state.nextId()) }],
  };
  state.tools.set(added.clientId, added);
  return added;
}

export function addDeployment({ state, profile }: ToolKeeper, tool: Tool): { id: string } {
  const deployment = { id: profile.ids.deployment(state.nextId()) };
  tool.deployments.push(deployment);
  return deployment;
}

/** @throws {AppError} `domain_taken` 409 - this LMS lets one tool of a host be active, and another one is */
export function activateTool({ state, profile }: ToolKeeper, tool: Tool): void {
  const others = [...state.tools.values()].filter((one) => one !== tool && one.active);
  if (profile.registration.oneActivePerDomain && others.some(({ domain }) => domain === tool.domain)) {
    throw new AppError('domain_taken', 409, 'another tool of this host is active: deactivate it first');
  }
  tool.active = true;
}

/** @throws {AppError} `deployment_not_found` 404 */
export function getDeploymentId(tool: Tool, deploymentId = tool.deployments[0]?.id): string {
  const deployment = tool.deployments.find(({ id }) => id === deploymentId);
  if (deployment === undefined)
    throw new AppError('deployment_not_found', 404, 'no such deployment of this tool');
  return deployment.id;
}

/** Its links and columns go with it. */
export function removeTool(state: State, tool: Tool): void {
  for (const course of state.courses.values()) {
    for (const link of course.links.values()) if (link.clientId === tool.clientId) removeLink(course, link);
    for (const column of course.columns.values()) {
      if (column.clientId === tool.clientId) removeColumn(course, column);
    }
  }
  state.tools.delete(tool.clientId);
}
