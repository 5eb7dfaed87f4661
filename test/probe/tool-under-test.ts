/**
 * What the probe asks of a tool that it tries out: an address to register at, and a process to look after. Everything else goes
 * over HTTP.
 *
 * @module
 */
export interface ToolUnderTest {
  readonly name: string;
  /** Starts it, or starts it again on the data it had; resolved when it takes requests. */
  start(): Promise<void>;
  /** Where a platform registers with the consent of whoever runs the tool; the probe adds the parameters of the standard. */
  openRegistration(): Promise<string>;
  /** The same address as a stranger knows it. */
  readonly strangersRegistration: string;
  /** Whoever runs the tool says yes to a platform that just registered with consent, where the tool asks for that. */
  activate(issuer: string, clientId: string): Promise<void>;
  /** False as soon as its process has ended. */
  isRunning(): boolean;
  stop(): Promise<void>;
}
