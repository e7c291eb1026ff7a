import type { Classifier } from '@textcam/text';
import { type AuditOptions, audit } from '../src/audit/audit.js';
import type { Audit, AuditRow } from '../src/audit/auditResult.js';

/** An audit of texts to its end. */
export async function audited(
  classifier: Classifier,
  texts: readonly string[],
  options: Partial<AuditOptions> = {},
): Promise<Audit> {
  const steps = audit(
    classifier,
    texts.map((text) => classifier.encode(text)),
    { dataset: 'some', bootstrapSamples: 20, ...options },
  );
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

export function rowOf({ rows }: Audit, method: AuditRow['method'], branch: AuditRow['branch'] = 'all'): AuditRow {
  return rows.find((row) => row.method === method && row.branch === branch)!;
}
