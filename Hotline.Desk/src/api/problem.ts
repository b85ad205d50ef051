import type { AllowedAct } from './types';

interface ProblemDetails {
  title?: string;
  detail?: string;
  status?: number;
  code?: string;
  clause?: string | null;
  errors?: Record<string, string[]>;
  acts?: AllowedAct[];
  caseNumber?: string;
}

/** A request that did not succeed: problem details (RFC 9457), or the `network` code when no answer came. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly clause: string | null;
  readonly errors: Readonly<Record<string, string[]>>;
  /** With the code `key-used`: the case that an earlier request under the same key was done with. */
  readonly caseNumber: string | null;

  constructor(status: number, details: ProblemDetails) {
    super(details.title ?? details.detail ?? `HTTP ${status}`);
    this.status = status;
    this.code = details.code ?? (status === 0 ? 'network' : `http-${status}`);
    this.detail = details.detail ?? null;
    this.clause = details.clause ?? null;
    this.errors = details.errors ?? {};
    this.caseNumber = details.caseNumber ?? null;
  }

  /** No answer, or one that says "try again later": what was sent may or may not have been taken. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  static async from(response: Response): Promise<Problem> {
    const type = response.headers.get('content-type') ?? '';
    if (!type.includes('json')) return new Problem(response.status, {});
    try {
      return new Problem(response.status, (await response.json()) as ProblemDetails);
    } catch {
      return new Problem(response.status, {});
    }
  }
}

/** The camelCase field name of a validation entry, whatever case or path prefix it came in. */
export function fieldName(key: string): string {
  const last = key.split('.').at(-1) ?? key;
  return last.charAt(0).toLowerCase() + last.slice(1);
}

/** One message per field, of a validation answer; empty for any other error. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  const result: Record<string, string> = {};
  for (const [key, messages] of Object.entries(error.errors)) result[fieldName(key)] = messages.join(' ');
  return result;
}
