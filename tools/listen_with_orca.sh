#!/usr/bin/env bash
# Write down what a screen reader says from the start page to a telephone number: Orca in Firefox, driven by keys.
#
#     python3 build.py && bash tools/listen_with_orca.sh public > docs/heard-by-orca.txt
#
# Debian's packages: orca firefox-esr xvfb openbox xdotool dbus-x11 at-spi2-core dconf-gsettings-backend. There is no
# sound: Orca's speech server is told to keep quiet, and what Orca gives it to say stands in Orca's own debug file.
# It takes a minute and a half. Needs no network, and leaves nothing behind but what it prints.
set -euo pipefail

site=$(realpath "${1:?Name the folder of a finished site.}")
work=$(mktemp -d)
export work site HOME="$work/home" XDG_RUNTIME_DIR="$work/run" GNOME_ACCESSIBILITY=1 PORT=8997
mkdir -p "$HOME/.local/share/orca" "$work/profile"
mkdir -m 700 "$XDG_RUNTIME_DIR"
trap 'for id in $(pgrep -f "socket-path $XDG_RUNTIME_DIR"); do kill "$id"; done; rm -rf "$work"' EXIT

cat > "$HOME/.local/share/orca/orca-customizations.py" <<'PYTHON'
from orca.speechdispatcherfactory import SpeechServer

SpeechServer._send_command = lambda self, command, *arguments, **options: None
SpeechServer.speak = lambda self, *arguments, **options: None
PYTHON
cat > "$work/profile/user.js" <<'SETTINGS'
user_pref("accessibility.force_disabled", -1);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("termsofuse.bypassNotification", true);
SETTINGS

cat > "$work/journey" <<'KEYS'
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
E: the next field to type in|3|e
Insert and A: type in it|2|Insert+a
B, R, I, X, T, O, N|6|b r i x t o n
Tab: on to the answer|4|Tab
Enter: follow the link|8|Return
H: the next heading|2|h
H: the next heading|2|h
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
Down: the next line|2|Down
KEYS

cat > "$work/session" <<'SESSION'
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
gsettings set org.gnome.desktop.interface toolkit-accessibility true
/usr/libexec/at-spi-bus-launcher --launch-immediately &
openbox &
python3 -m http.server "$PORT" --bind 127.0.0.1 --directory "$site" &
sleep 3
orca --debug-file="$work/orca.log" &
sleep 8
firefox-esr --profile "$work/profile" --no-remote "http://127.0.0.1:$PORT/" &
sleep 30
xdotool search --onlyvisible --class firefox windowactivate --sync
sleep 3
while IFS='|' read -r words seconds keys; do
  echo "$(date +%T.%6N) > $words" >> "$work/pressed"
  for key in $keys; do xdotool key "$key"; done
  sleep "$seconds"
done < "$work/journey"
SESSION

xvfb-run -a -s "-screen 0 1280x900x24" dbus-run-session -- bash "$work/session" > "$work/noise" 2>&1 || true

echo "What Orca $(orca --version) says in $(firefox-esr --version 2>/dev/null), from the start page to a telephone number."
echo "Written by tools/listen_with_orca.sh. A line with > is a key that was pressed; the others were spoken."
echo
{
  grep -a "SPEECH OUTPUT" "$work/orca.log" | sed -E "s/^([0-9:.]+) - SPEECH OUTPUT: '(.*)'[^']*\{.*/\1   \2/"
  cat "$work/pressed"
} | sort -s -k1,1 | cut -d' ' -f2- | sed 's/ *$//' | grep -vE "^  [a-z]+$|Screen reader on|New Tab"
