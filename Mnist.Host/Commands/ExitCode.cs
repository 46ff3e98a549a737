namespace Mnist.Host.Commands;

/// <summary>What the process says to the one who started it.</summary>
internal enum ExitCode
{
    /// <summary>Done, and the target met where there is one.</summary>
    Done = 0,

    /// <summary>Unexpected failure, or an answer that standard output did not take.</summary>
    Failed = 1,

    /// <summary>Bad usage or invalid plan.</summary>
    Invalid = 2,

    /// <summary>The plan could run, and what is known before a run stands against its target.</summary>
    OverBudget = 3,

    /// <summary>The run finished and missed its target.</summary>
    TargetMissed = 4,

    /// <summary>Data missing or damaged.</summary>
    NoData = 5,

    /// <summary>Run directory damaged or in use.</summary>
    NoRunDirectory = 6,

    /// <summary>Cancelled by the user.</summary>
    Cancelled = 130,
}
