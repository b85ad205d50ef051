import { Problem } from './problem';

type QueryValue = string | number | boolean | null | undefined;

interface Options {
  body?: unknown;
  query?: Record<string, QueryValue>;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

let whenSignedOut: () => void = () => {};

/** Called whenever an answer says that the session is over. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export function address(path: string, query?: Record<string, QueryValue>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function send<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Hotline'] = '1';
  const file = options.body instanceof Blob ? options.body : undefined;
  if (file) headers['Content-Type'] = file.type;
  else if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.idempotencyKey !== undefined) headers['Idempotency-Key'] = options.idempotencyKey;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) init.body = file ?? JSON.stringify(options.body);
  if (options.signal !== undefined) init.signal = options.signal;

  let response: Response;
  try {
    response = await fetch(address(path, options.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, { code: 'network' });
  }
  if (!response.ok) {
    const problem = await Problem.from(response);
    if (problem.status === 401 && path !== '/api/session') whenSignedOut();
    throw problem;
  }
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export const http = {
  get: <T>(path: string, options?: Options) => send<T>('GET', path, options),
  post: <T>(path: string, options?: Options) => send<T>('POST', path, options),
  put: <T>(path: string, options?: Options) => send<T>('PUT', path, options),
  delete: <T>(path: string) => send<T>('DELETE', path),
};
