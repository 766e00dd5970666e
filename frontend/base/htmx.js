// htmx with the extension that lets the server answer a poll with 304 and nothing is touched.
import htmx from 'htmx.org';
import 'htmx.org/dist/ext/hx-ptag.js';

export default htmx;
