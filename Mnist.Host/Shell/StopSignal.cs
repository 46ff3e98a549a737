using System.Runtime.InteropServices;

namespace Mnist.Host.Shell;

/// <summary>
/// The user's wish to stop. A verb may end by itself in good order; one that does not within <see cref="Grace"/> is ended, for whoever
/// asks to stop does not wait. Work that has something to keep holds that end back until it is kept.
/// </summary>
/// <param name="clock">Measures the grace.</param>
/// <param name="end">Ends the process; called at most once, on another thread.</param>
internal sealed class StopSignal(TimeProvider clock, Action end) : IDisposable
{
    /// <summary>Time to end in good order, so that a second is never exceeded.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>What Slurm sends before a time limit, by its number on Linux.</summary>
    private const PosixSignal UserSignal1 = (PosixSignal)10;

    private readonly CancellationTokenSource source = new();
    private readonly Lock gate = new();
    private ITimer? patience;
    private int holders;
    private volatile bool isTimeUp;

    /// <summary>Set when the user asks to stop.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether it was a scheduler that asked to stop, because the process' time is up.</summary>
    public bool IsTimeUp => isTimeUp;

    /// <summary>Whether there is work under way that holds the end back.</summary>
    public bool IsHeld
    {
        get
        {
            lock (gate)
                return holders > 0;
        }
    }

    /// <summary>Listens to signals. The first is heard here; the second is left to the system, which ends the process.</summary>
    /// <returns>Ends the listening.</returns>
    public IDisposable Listen() => new Registrations(
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = Ask()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = Ask()),
        .. OperatingSystem.IsLinux()
            ? [PosixSignalRegistration.Create(UserSignal1, signal => signal.Cancel = TimeIsUp())]
            : Array.Empty<IDisposable>(),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = IsHeld), // a run goes on without its terminal
    ]);

    /// <summary>Asks the verb to stop.</summary>
    /// <returns>Whether it had not been asked before.</returns>
    public bool Ask()
    {
        lock (gate)
        {
            if (source.IsCancellationRequested)
                return false;
            Wait();
        }

        source.Cancel();
        return true;
    }

    private bool TimeIsUp()
    {
        isTimeUp = true;
        _ = Ask();
        return true;
    }

    /// <summary>Holds the end back: for work that stops by itself as soon as what it has is kept.</summary>
    /// <returns>To be disposed when it is.</returns>
    public IDisposable Hold()
    {
        lock (gate)
        {
            holders++;
            patience?.Dispose();
            patience = null;
        }

        return new Held(this);
    }

    public void Dispose()
    {
        lock (gate)
            patience?.Dispose();
        source.Dispose();
    }

    private void Release()
    {
        lock (gate)
        {
            holders--;
            if (source.IsCancellationRequested)
                Wait();
        }
    }

    private void Wait()
    {
        if (holders == 0)
            patience = clock.CreateTimer(_ => Expire(), null, Grace, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        lock (gate)
        {
            if (patience is null)
                return;
            patience.Dispose();
            patience = null;
        }

        end();
    }

    private sealed class Held(StopSignal signal) : IDisposable
    {
        private StopSignal? signal = signal;

        public void Dispose() => Interlocked.Exchange(ref signal, null)?.Release();
    }

    private sealed class Registrations(IReadOnlyList<IDisposable> all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all)
                one.Dispose();
        }
    }
}
