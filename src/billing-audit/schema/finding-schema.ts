import * as z from 'zod/mini';
import { InvalidInputError } from '../../core/errors/input.ts';
import { type Finding, type Life, type Rhythm, VERDICTS } from '../finding.ts';
import { codeSchema } from './code-schema.ts';
import { canonicalDecimal, count, day, gradeOf, instant, textOrNull } from './parts.ts';
import { chargeSchema, planLineSchema } from './record-schemas.ts';

function lifeSchema(): z.ZodMiniType<Life> {
  return z.strictObject({
    from: z.nullable(day()),
    stop: z.nullable(
      z.strictObject({
        earliest: day(),
        latest: day(),
        source: z.enum(['event', 'accountEnd', 'missing', 'count']),
        grade: gradeOf(),
      }),
    ),
    contradictedBy: z.nullable(instant()),
  });
}

function rhythmSchema(): z.ZodMiniType<Rhythm> {
  return z.strictObject({
    cycleDays: count(),
    anchor: z.nullable(day()),
    source: z.enum(['plan', 'registration', 'spacing', 'default']),
    grade: gradeOf(),
    seen: z.nullable(planLineSchema()),
  });
}

function buildSchema(): z.ZodMiniType<Finding> {
  return z.strictObject({
    chargeId: z.string(),
    service: z.nullable(z.strictObject({ account: z.string(), device: z.string(), category: z.string() })),
    day: day(),
    category: z.string(),
    verdict: z.enum(VERDICTS),
    codes: z.array(codeSchema()),
    links: z.strictObject({ debit: gradeOf(), identity: gradeOf(), stop: gradeOf(), rhythm: gradeOf() }),
    gross: canonicalDecimal(),
    credited: canonicalDecimal(),
    net: canonicalDecimal(),
    billedThrough: z.nullable(day()),
    life: z.nullable(lifeSchema()),
    rhythm: z.nullable(rhythmSchema()),
    creditIds: z.array(z.string()),
    repeatOf: textOrNull(),
    charge: chargeSchema(),
  });
}

let schema: z.ZodMiniType<Finding> | undefined;

/** The zod schema of a finding's JSON: exactly its members, no others. Built when first asked for. */
export function findingSchema(): z.ZodMiniType<Finding> {
  schema ??= buildSchema();
  return schema;
}

/**
 * Reads a finding back from its JSON, such as a row that a sink stored.
 *
 * @param json text, or the value that was read from it
 * @throws InvalidInputError with the path of everything that does not belong into a finding
 */
export function parseFinding(json: unknown): Finding {
  const result = findingSchema().safeParse(typeof json === 'string' ? readJson(json) : json);
  if (result.success) return result.data;
  throw new InvalidInputError(
    'finding',
    result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInputError('finding', [{ path: '', message: 'is not JSON' }]);
  }
}
