import { describe, expect, it } from 'vitest';
import { fieldErrors, fieldName, Problem } from './problem';

const answer = (status: number, body: string, type: string) =>
  new Response(body, { status, headers: { 'content-type': type } });

describe('Problem', () => {
  it('is read from problem details with code, clause and fields', async () => {
    const body = JSON.stringify({
      title: 'Not allowed',
      code: 'not-allowed',
      clause: 'hanjiang-2016/2',
      errors: { Text: ['is missing', 'is short'], 'case.place': ['is missing'] },
    });
    const problem = await Problem.from(answer(409, body, 'application/problem+json'));
    expect(problem).toMatchObject({
      status: 409,
      code: 'not-allowed',
      clause: 'hanjiang-2016/2',
      message: 'Not allowed',
    });
    expect(fieldErrors(problem)).toEqual({ text: 'is missing is short', place: 'is missing' });
  });

  it('is still a problem when the answer is no JSON, or broken JSON', async () => {
    expect(await Problem.from(answer(502, '<html>', 'text/html'))).toMatchObject({ status: 502, code: 'http-502' });
    expect(await Problem.from(answer(500, '{', 'application/json'))).toMatchObject({ status: 500, code: 'http-500' });
  });

  it('knows when nobody can tell whether the request was taken', () => {
    expect(new Problem(0, {}).outcomeUnknown).toBe(true);
    expect(new Problem(503, {}).outcomeUnknown).toBe(true);
    expect(new Problem(409, {}).outcomeUnknown).toBe(false);
  });

  it('has no field errors when it is something else', () => {
    expect(fieldErrors(new Error('x'))).toEqual({});
    expect(fieldName('RequesterPhone')).toBe('requesterPhone');
  });
});
