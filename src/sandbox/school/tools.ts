/**
 * Tools of the LMS: added, changed, removed.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { removeLink } from './content.js';
import { removeColumn } from './gradebook.js';
import type { State, Tool } from './state.js';

const CLIENT_ID_BYTES = 12;

/** With one deployment. */
export function addTool(
  { state, randomId }: { state: State; randomId: (bytes?: number) => string },
  tool: Omit<Tool, 'clientId' | 'deployments'>,
): Tool {
  const added: Tool = { ...tool, clientId: randomId(CLIENT_ID_BYTES), deployments: [{ id: state.nextId() }] };
  state.tools.set(added.clientId, added);
  return added;
}

export function addDeployment(state: State, tool: Tool): { id: string } {
  const deployment = { id: state.nextId() };
  tool.deployments.push(deployment);
  return deployment;
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
