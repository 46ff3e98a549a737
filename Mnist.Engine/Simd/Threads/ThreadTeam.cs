using System.Runtime.ExceptionServices;

namespace Mnist.Engine.Simd.Threads;

/// <summary>A few threads that do one job together, again and again; the caller is one of them.</summary>
/// <remarks>
/// A training step has two dozen barriers in a few milliseconds. Who waits first stays awake, because on free processors the others come
/// within microseconds and waking a sleeper takes longer. Where other programs want the processors too, a member that is waited for may be
/// off its processor for milliseconds, and staying awake only takes time from it; so each wait in vain halves the patience for the next
/// ones, and each that is rewarded doubles it. No thread yields in between: Linux counts a yield as if the rest of the time slice had been
/// used, and the member comes back the later for it. Each member does its own fixed part: nothing depends on who comes first.
/// </remarks>
internal sealed class ThreadTeam : IDisposable
{
    // A try takes nearly a microsecond. The least patience is about the time to sleep and be woken, the most is longer than members that
    // start together ever differ by on free processors.
    private const int PausesPerTry = 10;
    private const int LeastPatience = 50;
    private const int MostPatience = 400;

    private readonly Thread[] workers;
    private readonly object gate = new();
    private Action<int> job = _ => { };
    private volatile Exception? failure;
    private volatile bool isStopping;
    private int jobs;
    private int barriers;
    private int arrived;
    private int working;
    private int patience = MostPatience; // shared by all members; a lost update does no harm

    /// <summary>Starts all members but the caller.</summary>
    /// <param name="size">Number of members, at least 1.</param>
    public ThreadTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        workers = [.. Enumerable.Range(1, size - 1).Select(Start)];
    }

    /// <summary>Number of members, the caller included.</summary>
    public int Size { get; }

    /// <summary>Has every member do the job; returns when all have done it. Not to be called from within a job.</summary>
    /// <param name="work">Given the member's number, in [0, Size).</param>
    /// <exception cref="Exception">Whatever a member failed with, the first one if several did.</exception>
    public void Run(Action<int> work)
    {
        ObjectDisposedException.ThrowIf(isStopping, this);
        (job, failure, arrived, working) = (work, null, 0, workers.Length);
        Change(ref jobs, by: 1);
        Work(0);
        for (var left = Volatile.Read(ref working); left > 0; left = Volatile.Read(ref working))
            AwaitChange(ref working, left, isInJob: false);
        if (failure is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Waits, within a job, until every member has come here.</summary>
    /// <exception cref="OperationCanceledException">Another member failed and will not come.</exception>
    public void Barrier()
    {
        var barrier = Volatile.Read(ref barriers);
        if (Interlocked.Increment(ref arrived) == Size)
        {
            arrived = 0;
            Change(ref barriers, by: 1);
            return;
        }

        AwaitChange(ref barriers, barrier, isInJob: true);
        if (Volatile.Read(ref barriers) == barrier)
            throw new OperationCanceledException("Another member of the team failed.");
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        isStopping = true;
        Change(ref jobs, by: 1);
        foreach (var worker in workers)
            worker.Join();
    }

    private Thread Start(int member)
    {
        var thread = new Thread(() => Serve(member)) { IsBackground = true, Name = $"simd {member}" };
        thread.Start();
        return thread;
    }

    private void Serve(int member)
    {
        for (var done = 0; ; done++)
        {
            AwaitChange(ref jobs, done, isInJob: false);
            if (isStopping)
                return;
            Work(member);
            Change(ref working, by: -1);
        }
    }

    // A failure must reach the caller from any thread, whatever it is; the first one tells why.
    private void Work(int member)
    {
        try
        {
            job(member);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref failure, error, null);
            lock (gate)
                Monitor.PulseAll(gate);
        }
    }

    private void Change(ref int number, int by)
    {
        lock (gate)
        {
            Volatile.Write(ref number, number + by);
            Monitor.PulseAll(gate);
        }
    }

    // Within a job a failure ends the wait too: the change may never come.
    private void AwaitChange(ref int number, int old, bool isInJob)
    {
        if (HasChanged(ref number, old, isInJob))
            return;
        for (var left = patience; left > 0; left--)
        {
            Thread.SpinWait(PausesPerTry);
            if (HasChanged(ref number, old, isInJob))
            {
                patience = Math.Min(2 * patience, MostPatience);
                return;
            }
        }

        patience = Math.Max(patience / 2, LeastPatience);
        lock (gate)
        {
            while (!HasChanged(ref number, old, isInJob))
                Monitor.Wait(gate);
        }
    }

    private bool HasChanged(ref int number, int old, bool isInJob) =>
        Volatile.Read(ref number) != old || (isInJob && failure is not null);
}
