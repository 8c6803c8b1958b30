// What the portable host's Worker starts with.
'use strict';
const { workerData } = require('node:worker_threads');

require('./tyston.cjs').launch(workerData.argv, workerData);
