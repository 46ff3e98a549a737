using Mnist.Domain.Training;

namespace Mnist.Domain.Planning;

/// <summary>Plans made from others.</summary>
public static class PlanEdits
{
    /// <summary>The plan for another number of epochs; where its target contradicts that, the target gives way.</summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="epochs">At least 1.</param>
    public static Plan WithEpochs(this Plan plan, int epochs) => plan with
    {
        Training = plan.Training with { Epochs = epochs },
        Target = plan.Target with
        {
            LastEpochs = Math.Min(plan.Target.LastEpochs, epochs),
            MaxEpochs = plan.Target.MaxEpochs is { } most ? Math.Max(most, epochs) : null,
        },
    };

    /// <summary>
    /// The plan as it is trained on some data: a plan that asks for no other normalisation than MNIST's, its default, gets the data's own.
    /// </summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="data">The data; see <see cref="DataSpec.Normalization"/>.</param>
    public static Plan NormalizedFor(this Plan plan, DataSpec data) =>
        data.Normalization is { } own && plan.Training.Normalization == Normalization.Mnist
            ? plan with { Training = plan.Training with { Normalization = own } }
            : plan;

    /// <summary>The plan with no limits on its network.</summary>
    /// <param name="plan">Any plan.</param>
    public static Plan WithoutNetworkLimits(this Plan plan) => plan with
    {
        Target = plan.Target with
        {
            MaxParameters = null,
            MaxMacs = null,
            MinReceptiveField = null,
            MaxFlashBytes = null,
            MaxRamBytes = null,
        },
    };

    /// <summary>
    /// The plan for the oldest test of a training set-up: a network that cannot memorise one batch will not learn anything. Everything that
    /// makes that hard is left out: augmentation, dropout, label smoothing, schedule, averaged weights.
    /// </summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="steps">Optimiser steps before giving up, at least 1; with a single batch each is an epoch.</param>
    public static Plan ToMemoriseOneBatch(this Plan plan, int steps) => plan with
    {
        Architecture = plan.Architecture.Replace(at => at.Layer is Layer.Dropout ? new Layer.Dropout(0) : at.Layer),
        Training = new()
        {
            Epochs = steps,
            BatchSize = plan.Training.BatchSize,
            Optimizer = plan.Training.Optimizer,
            Normalization = plan.Training.Normalization,
        },
        Target = new() { Accuracy = 100, LastEpochs = 1 },
    };
}
