/** `node .ci/summary.mjs TESTS.json CHECKS.json`: names what failed, then prints "N passed, N failed". */
import { readFileSync } from 'node:fs';

const [testsFile, checksFile] = process.argv.slice(2);
const results = [...testResults(read(testsFile)), ...checkResults(read(checksFile))];
const failed = results.filter((result) => !result.ok);
for (const { name } of failed) console.log(`FAILED ${name}`);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** One result a test; a file that could not run, or a run without a report, is a failure of its own. */
function testResults(report) {
  if (!report) return [{ name: 'npm test: no report', ok: false }];
  const tests = report.testResults.flatMap(fileResults);
  const unexplained = !report.success && tests.every((test) => test.ok);
  return unexplained || tests.length === 0 ? [...tests, { name: 'npm test', ok: false }] : tests;
}

function fileResults(file) {
  const ran = file.assertionResults.filter((test) => test.status === 'passed' || test.status === 'failed');
  const tests = ran.map((test) => ({ name: `${file.name}: ${test.fullName}`, ok: test.status === 'passed' }));
  const broken = file.status === 'failed' && tests.every((test) => test.ok);
  return broken ? [...tests, { name: `${file.name}: ${file.message}`, ok: false }] : tests;
}

function checkResults(checks) {
  if (!checks) return [{ name: 'npm run check: no report', ok: false }];
  return checks.map(({ step, ok }) => ({ name: `check ${step}`, ok }));
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
