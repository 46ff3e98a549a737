using Mnist.Domain.Analysis;
using Mnist.Domain.Planning;

namespace Mnist.Domain.Checking;

/// <summary>A plan that passed every check, with what the calculators say of it; only <see cref="PlanChecker"/> makes one.</summary>
public sealed record CheckedPlan
{
    internal CheckedPlan(Plan plan, DataSpec data, Summary summary, ValueList<PlanWarning> warnings)
    {
        Plan = plan;
        Data = data;
        Summary = summary;
        Warnings = warnings;
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>The data it was checked for.</summary>
    public DataSpec Data { get; }

    /// <summary>Shapes, parameters and costs of its network.</summary>
    public Summary Summary { get; }

    /// <summary>What runs but may not be meant.</summary>
    public ValueList<PlanWarning> Warnings { get; }

    /// <summary>Optimiser steps in one epoch; the last may be on a smaller batch.</summary>
    public int StepsPerEpoch => Data.StepsPerEpoch(Plan.Training.BatchSize);

    /// <summary>Memory of a run.</summary>
    public MemoryCost Memory => CostCalculator.Memory(Summary, Plan.Training);
}
