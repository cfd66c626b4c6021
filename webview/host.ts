// The panel's line to the editor: a port for messages and the state that outlives a reload.
import { type Port } from '../src/protocol/port';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<State> {
  readonly port: Port;
  state(): Partial<State>;
  keep(change: Partial<State>): void;
}

export function connectHost<State extends object>(): Host<State> {
  const api = acquireVsCodeApi();
  const state = (): Partial<State> => (api.getState() ?? {}) as Partial<State>;
  return {
    port: {
      post: (message) => api.postMessage(message),
      onMessage: (listener) => window.addEventListener('message', ({ data }) => listener(data)),
    },
    state,
    keep: (change) => api.setState({ ...state(), ...change }),
  };
}
