// Prints an incident file with the number of timeline entries given as the argument.
const count = Number(process.argv[2]);
const time = (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
console.log('title: The queue of outgoing mail grows for a day\ndate: 2024-03-05\ntimezone: Europe/Berlin\ntimeline:');
for (let entry = 0; entry < count; entry++) {
  const milestones = { 0: '[impact-start, detected]', [Math.floor(count / 2)]: 'identified', [count - 1]: 'resolved' };
  const milestone = entry in milestones ? `, milestone: ${milestones[entry]}` : '';
  const event = `Node ${entry + 1} is taken out, emptied and brought back`;
  console.log(`  - {at: "${time(entry * 4)}", event: "${event}", by: mail team${milestone}}`);
}
