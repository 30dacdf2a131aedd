//! What the numbers were measured on.

use std::fs::read_to_string;

/// The machine in one list of a document.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let cpu = field("/proc/cpuinfo", "model name");
    let memory = field("/proc/meminfo", "MemTotal").trim_end_matches("kB").trim().parse::<f64>().unwrap_or_default() / 1_048_576.0;
    let kernel = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("- {cores} cores, {cpu}\n- {memory:.0} GiB of memory\n- Linux {}, {}\n", kernel.trim(), std::env::consts::ARCH)
}

/// How busy the machine is: the average of the last minute.
pub(crate) fn load() -> String {
    read_to_string("/proc/loadavg").ok().and_then(|text| text.split(' ').next().map(str::to_owned)).unwrap_or_else(|| "unknown".to_owned())
}

/// Nanoseconds that this thread has spent on a processor. The kernel brings the figure up to date at its ticks and whenever a thread
/// gives way, so this one does.
pub(crate) fn thread_time() -> Option<u64> {
    std::thread::yield_now();
    read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Bytes of memory that a process held at its greatest.
pub(crate) fn peak_memory(process: u32) -> Option<u64> {
    let kilobytes: u64 = field(&format!("/proc/{process}/status"), "VmHWM").trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn field(file: &str, name: &str) -> String {
    let text = read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    line.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time_of_the_thread() {
        let before = thread_time();
        let sum = (0..2_000_000_u64).fold(0_u64, |sum, number| sum.wrapping_mul(31).wrapping_add(std::hint::black_box(number)));
        std::hint::black_box(sum);
        assert!(thread_time() > before);
    }
}
