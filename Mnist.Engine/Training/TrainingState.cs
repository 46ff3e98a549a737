namespace Mnist.Engine.Training;

/// <summary>Everything that a run is resumed from: all that is random is a function of the seed and the place in the run.</summary>
/// <param name="Epochs">The finished epochs in order.</param>
/// <param name="Current">How far the epoch after them has come.</param>
/// <param name="Seconds">Time that the run has taken.</param>
/// <param name="Network">Weights, running statistics, average and the optimiser's state; see <see cref="StateVector"/>.</param>
public sealed record TrainingState(ValueList<EpochResult> Epochs, EpochProgress Current, double Seconds, ValueList<StateVector> Network);

/// <summary>How far an epoch has come.</summary>
/// <param name="Steps">Optimiser steps done in it.</param>
/// <param name="LossSum">Sum of its images' losses so far, in nats.</param>
/// <param name="Correct">Images read correctly so far.</param>
/// <param name="Seconds">Time spent on training in it.</param>
public readonly record struct EpochProgress(int Steps, double LossSum, int Correct, double Seconds);

/// <summary>When a run's state is kept: after every epoch, when the run is cancelled, and at least this often.</summary>
/// <param name="Interval">Longest time between two states, but for the step under way.</param>
/// <param name="Keep">Takes a state before the run continues.</param>
public sealed record CheckpointPolicy(TimeSpan Interval, Action<TrainingState> Keep);
