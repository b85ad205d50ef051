// Adds up what every suite reported: failures and skips by name, then one line "N passed, N failed, N skipped".
// usage: node test-summary.mjs RESULTS_FOLDER      exit code 1 when anything failed or nothing ran
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];
const secondTries = [];

const json = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

// without the colours of a terminal
const plain = (text) => (text ?? '').replace(/\u001b\[[0-9;]*m/g, '');

function count(suite, test, state, message) {
  total[state] += 1;
  const line = `${suite}: ${test}${message ? `\n      ${message.trim().split('\n').slice(0, 12).join('\n      ')}` : ''}`;
  if (state === 'failed') failures.push(line);
  if (state === 'skipped') skips.push(line);
}

// CTRF, as xunit writes it; it leaves out why a test was skipped, which the console tells: "    Name [SKIP]", then the reason
function readCtrf(suite, report) {
  const log = readFileSync(join(folder, `${suite}.log`), 'utf8').split('\n');
  const reason = (name) => {
    const at = log.findIndex((line) => line.trim() === `${name.replaceAll('\\"', '"')} [SKIP]`);
    return at < 0 ? 'no reason given' : log[at + 1];
  };
  for (const test of report.results.tests) {
    const state = test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped';
    count(suite, test.name, state, state === 'skipped' ? reason(test.name) : [test.message, test.trace].filter(Boolean).join('\n'));
  }
  return report.results.tests.length;
}

function readVitest(suite, report) {
  for (const file of report.testResults) {
    if (file.assertionResults.length === 0 && file.status === 'failed') count(suite, file.name, 'failed', file.message);
    for (const test of file.assertionResults) {
      const state = test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped';
      count(suite, test.fullName, state, test.failureMessages?.join('\n'));
    }
  }
  return report.numTotalTests;
}

function readPlaywright(suite, report) {
  let seen = 0;
  const walk = (node, path) => {
    for (const child of node.suites ?? []) walk(child, [...path, child.title]);
    for (const spec of node.specs ?? []) {
      for (const test of spec.tests) {
        seen += 1;
        const state = test.status === 'skipped' ? 'skipped' : test.status === 'unexpected' ? 'failed' : 'passed';
        const reason = state === 'skipped' ? test.annotations?.map((a) => a.description).join(' ') : test.results.at(-1)?.errors.map((error) => plain(error.message)).join('\n');
        if (test.status === 'flaky') secondTries.push(`${suite}: ${[...path, spec.title].join(' › ')}\n      ${plain(test.results[0].errors[0]?.message).split('\n')[0]}`);
        count(suite, [...path, spec.title].join(' › '), state, reason);
      }
    }
  };
  walk(report, []);
  for (const error of report.errors ?? []) count(suite, 'run', 'failed', error.message);
  return seen;
}

const readers = [['.ctrf.json', readCtrf], ['.vitest.json', readVitest], ['.playwright.json', readPlaywright]];

for (const file of readdirSync(folder).filter((name) => name.endsWith('.exit')).sort()) {
  const suite = file.slice(0, -'.exit'.length);
  const exit = Number(readFileSync(join(folder, file), 'utf8'));
  const before = total.failed;
  let seen = 0;
  for (const [ending, read] of readers) {
    if (existsSync(join(folder, suite + ending))) seen += read(suite, json(suite + ending));
  }
  if (exit !== 0 && total.failed === before) {
    const log = readFileSync(join(folder, `${suite}.log`), 'utf8').trim().split('\n').slice(-25).join('\n');
    count(suite, exit === 124 || exit === 137 ? 'ran out of time' : `ended with exit code ${exit}`, 'failed', log);
  } else if (seen === 0) {
    count(suite, 'reported no test', 'failed', '');
  }
}

if (skips.length > 0) console.log(`\nSkipped:\n  ${skips.join('\n  ')}`);
if (secondTries.length > 0) console.log(`\nPassed at the second try:\n  ${secondTries.join('\n  ')}`);
if (failures.length > 0) console.log(`\nFailed:\n  ${failures.join('\n  ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
