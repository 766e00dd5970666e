// ISO 8601 durations as an amount and a unit, where one unit is enough.
const UNITS = { second: ['PT', 'S'], minute: ['PT', 'M'], hour: ['PT', 'H'], day: ['P', 'D'], month: ['P', 'M'], year: ['P', 'Y'] };

/** The units in the order they are offered. */
export const units = ['minute', 'hour', 'day', 'month', 'year', 'second'];

/** `{amount, unit}` of PT10M; null when it takes more than one unit. */
export function readDuration(text) {
  for (const [unit, [head, tail]] of Object.entries(UNITS)) {
    const found = new RegExp(`^${head}(\\d+)${tail}$`).exec(text ?? '');
    if (found) return { amount: Number(found[1]), unit };
  }
  return null;
}

/** PT10M */
export function writeDuration(amount, unit) {
  const [head, tail] = UNITS[unit];
  return `${head}${amount}${tail}`;
}
