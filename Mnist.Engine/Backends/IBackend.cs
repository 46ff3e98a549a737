namespace Mnist.Engine.Backends;

/// <summary>Something that can do a network's arithmetic. Everything else - data, order, augmentation, schedule - is shared.</summary>
public interface IBackend
{
    /// <summary>What <c>--backend</c> calls it, such as "simd".</summary>
    string Name { get; }

    /// <summary>Most bytes that training takes, without the data set and the runtime; calculated, nothing is allocated.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="training">How it is trained.</param>
    /// <param name="threads">Threads to compute with, at least 1.</param>
    long Memory(Summary summary, TrainingPlan training, int threads);

    /// <summary>Allocates a network.</summary>
    /// <param name="plan">What to execute.</param>
    /// <param name="weights">What to start from; copied.</param>
    /// <param name="seed">The run's seed, for dropout masks.</param>
    /// <param name="threads">Threads to compute with, at least 1; the simd backend gives the same bits with any number.</param>
    INetwork Create(CheckedPlan plan, Weights weights, long seed, int threads);
}

/// <summary>A network in memory, with its optimiser's state. Not for use by several threads at once.</summary>
public interface INetwork : IDisposable
{
    /// <summary>One optimiser step in training mode.</summary>
    /// <param name="batch">At most the plan's batch size.</param>
    /// <param name="settings">Learning rate and momentum of this step.</param>
    /// <param name="step">Steps taken so far in the run, from 0.</param>
    /// <returns>Loss and score on the batch, before the step, in training mode.</returns>
    StepResult Train(IBatch batch, StepSettings settings, long step);

    /// <summary>Logits in evaluation mode, with the averaged weights where the plan asks for them.</summary>
    /// <param name="batch">Any number of images.</param>
    /// <param name="logits">(images, outputs), row-major; overwritten.</param>
    void Evaluate(IBatch batch, Span<float> logits);

    /// <summary>A copy of the weights that <see cref="Evaluate"/> uses.</summary>
    Weights Read();

    /// <summary>A copy of everything that the next steps depend on.</summary>
    /// <returns>The parts of <see cref="StateVector.NamesOf"/>, in that order.</returns>
    ValueList<StateVector> Save();

    /// <summary>Takes over a state, so that the next steps give the bits that they would have given there.</summary>
    /// <param name="state">What <see cref="Save"/> returned for a network of the same plan.</param>
    /// <param name="steps">Steps taken in the run when it was saved.</param>
    void Restore(ValueList<StateVector> state, long steps);
}

/// <summary>Images and labels by their place in a batch. Reading is safe from several threads at once.</summary>
public interface IBatch
{
    /// <summary>Number of images, at least 1.</summary>
    int Count { get; }

    /// <summary>Writes one image, augmented and normalised.</summary>
    /// <param name="position">In [0, Count).</param>
    /// <param name="pixels">C x H x W values, channel by channel and row by row; overwritten.</param>
    void ReadImage(int position, Span<float> pixels);

    /// <summary>The class of one image.</summary>
    /// <param name="position">In [0, Count).</param>
    int Label(int position);
}

/// <summary>What one step saw.</summary>
/// <param name="LossSum">Sum of the images' losses, in nats, with the plan's label smoothing.</param>
/// <param name="Correct">Images whose largest logit is their label's.</param>
public readonly record struct StepResult(double LossSum, int Correct);
