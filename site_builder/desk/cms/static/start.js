// Tell the editor how the files of each kind are read and written, and begin.

import formats from "./formats.js";
import { recordFile } from "./record-file.js";
import { init, registerCustomFormat } from "./sveltia-cms/index.js";

for (const [name, format] of Object.entries(formats)) registerCustomFormat(name, "md", recordFile(format));
init();
