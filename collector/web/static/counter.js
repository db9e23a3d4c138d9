// How much of a longer text is written, counted as the service counts: characters, without the ends of lines.
function written(text) {
  return [...text.split("\n").map((line) => line.trim()).join("")].length;
}

function count(area, meter) {
  const now = written(area.value);
  const least = Number(area.dataset.min || 0);
  const most = Number(area.dataset.max || 0);
  let rest = most ? `最多 ${most} 字` : "";
  if (now < least) {
    rest = `不少于 ${least} 字，还差 ${least - now} 字`;
  } else if (most && now > most) {
    rest = `最多 ${most} 字，超出 ${now - most} 字`;
  }
  meter.textContent = `已写 ${now} 字${rest ? "；" + rest : ""}；换行即另起一段`;
  meter.classList.toggle("over", Boolean(most) && now > most);
}

for (const area of document.querySelectorAll("#questions textarea")) {
  const meter = document.getElementById(`m-${area.name}`);
  if (meter) {
    count(area, meter);
    area.addEventListener("input", () => count(area, meter));
  }
}
