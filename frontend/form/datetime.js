// form-js shows and takes instants in the browser's own zone; here a time is the house's wherever it is read.
import { atHouse, wallAtHouse } from '../base/clock.js';

const DAY = '1970-01-01T';

/** The date and time field with another outside: within, it sees wall clock times of the house without a zone. */
export function inHouseZone(Datetime) {
  const component = (props) => {
    const { field } = props;
    if (field.subtype === 'date') return Datetime(props);
    const format = field.timeSerializingFormat;
    return Datetime({
      ...props,
      field: { ...field, timeSerializingFormat: 'no_timezone' },
      value: wall(props.value, field.subtype),
      onChange: (change) => props.onChange({ ...change, field, value: written(change.value, field.subtype, format) }),
    });
  };
  return Object.assign(component, { config: Datetime.config });
}

function wall(value, subtype) {
  const text = subtype === 'time' ? `${DAY}${value}` : value;
  if (!value || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(Date.parse(text))) return value;
  return cut(wallAtHouse(Date.parse(text)), subtype);
}

function written(value, subtype, format) {
  if (!value || format === 'no_timezone') return value;
  const instant = atHouse(subtype === 'time' ? `${DAY}${value}` : value);
  if (format !== 'utc_normalized') return cut(instant, subtype);
  return cut(`${new Date(instant).toISOString().slice(0, 16)}Z`, subtype);
}

function cut(text, subtype) {
  return subtype === 'time' ? text.slice(DAY.length) : text;
}
