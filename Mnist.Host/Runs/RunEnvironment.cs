using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mnist.Engine.Simd.Estimates;

namespace Mnist.Host.Runs;

/// <summary>What a run needs of the world outside the program, so that a test can stand in for it.</summary>
internal record RunEnvironment
{
    /// <summary>Environment variables by name.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the processor does on so many threads, by a clock; null where the clock cannot tell.</summary>
    public Func<int, TimeProvider, Machine?> Machine { get; init; } = MachineProbe.Measure;

    /// <summary>Bytes of memory that this process may have: the machine's, or its container's.</summary>
    public Func<long> Memory { get; init; } = () => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>What run directories are made of.</summary>
    public IRunFiles Files { get; init; } = DiskFiles.Instance;

    /// <summary>Set when the user asks to stop.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Holds the end of the process back after the user has asked to stop, until what it returns is disposed of.</summary>
    public Func<IDisposable> Hold { get; init; } = () => Stream.Null; // disposing it does nothing

    /// <summary>Details for who wants them.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Tells the user how work goes; lost where nobody listens.</summary>
    /// <param name="line">Without its end.</param>
    public virtual void Tell(string line)
    {
    }
}
