using System.Runtime.ExceptionServices;

namespace Mnist.Engine.Simd;

/// <summary>A few threads that do one job together, again and again; the caller is one of them.</summary>
/// <remarks>
/// A training step meets at a barrier a dozen times in a few milliseconds, so members wait awake, yielding the processor, and sleep
/// only between jobs. Each member does its own fixed share: nothing depends on who comes first.
/// </remarks>
internal sealed class ThreadTeam : IDisposable
{
    // About a tenth of a millisecond: the time between two steps, not the time between two epochs.
    private const int TriesBeforeSleep = 200;

    private readonly Thread[] workers;
    private readonly object gate = new();
    private Action<int> job = _ => { };
    private volatile Exception? failure;
    private volatile int jobNumber;
    private volatile int meetingNumber;
    private volatile bool isStopping;
    private int working;
    private int arrived;

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
        Announce();
        Work(0);
        var wait = default(SpinWait);
        while (Volatile.Read(ref working) > 0)
            wait.SpinOnce(sleep1Threshold: -1);
        if (failure is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Waits, within a job, until every member has come here.</summary>
    /// <exception cref="OperationCanceledException">Another member failed and will not come.</exception>
    public void Meet()
    {
        var meeting = meetingNumber;
        if (Interlocked.Increment(ref arrived) == Size)
        {
            arrived = 0;
            meetingNumber = meeting + 1;
            return;
        }

        var wait = default(SpinWait);
        while (meetingNumber == meeting)
        {
            if (failure is not null)
                throw new OperationCanceledException("Another member of the team failed.");
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        isStopping = true;
        Announce();
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
            AwaitJob(done);
            if (isStopping)
                return;
            Work(member);
            Interlocked.Decrement(ref working);
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
        }
    }

    private void Announce()
    {
        lock (gate)
        {
            jobNumber++;
            Monitor.PulseAll(gate);
        }
    }

    private void AwaitJob(int done)
    {
        var wait = default(SpinWait);
        for (var i = 0; i < TriesBeforeSleep && jobNumber == done; i++)
            wait.SpinOnce(sleep1Threshold: -1);
        lock (gate)
        {
            while (jobNumber == done)
                Monitor.Wait(gate);
        }
    }
}
