using Mnist.Domain.Analysis;

namespace Mnist.Domain.Checking;

/// <summary>One reason why a plan cannot be executed, or cannot meet its own target; values only, the sentence is the host's.</summary>
public abstract record PlanError
{
    private PlanError() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Message().Sentence;

    /// <summary>Whether the plan could run and only its target stands against it.</summary>
    public virtual bool ConcernsTarget => false;

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="PlanError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="OutOfRange">A number outside its range.</param>
    /// <param name="BadName">A name that cannot name a plan.</param>
    /// <param name="NoLayers">Nothing to compute.</param>
    /// <param name="NestedTooDeep">Too many residual blocks in one another.</param>
    /// <param name="Network">Layers that do not fit together, or a figure beyond what can be held.</param>
    /// <param name="WrongInput">Another image than the data has.</param>
    /// <param name="OutputNotFlat">Logits with a height and a width.</param>
    /// <param name="TooFewOutputs">Fewer logits than classes.</param>
    /// <param name="BatchTooLarge">A batch larger than the data.</param>
    /// <param name="OneValuePerChannel">Nothing to normalise over.</param>
    /// <param name="BeyondMemory">More than the machine has.</param>
    /// <param name="OverBudget">More than the target allows.</param>
    /// <param name="FieldTooSmall">The net sees too little of the image.</param>
    /// <param name="BeyondDevices">Too much for a device's memory to be calculated.</param>
    /// <param name="TooManyEpochs">Longer than the target allows.</param>
    /// <param name="TooFewEpochs">Shorter than the target looks back.</param>
    public sealed record Cases<T>(
        Func<OutOfRange, T> OutOfRange,
        Func<BadName, T> BadName,
        Func<NoLayers, T> NoLayers,
        Func<NestedTooDeep, T> NestedTooDeep,
        Func<Network, T> Network,
        Func<WrongInput, T> WrongInput,
        Func<OutputNotFlat, T> OutputNotFlat,
        Func<TooFewOutputs, T> TooFewOutputs,
        Func<BatchTooLarge, T> BatchTooLarge,
        Func<OneValuePerChannel, T> OneValuePerChannel,
        Func<BeyondMemory, T> BeyondMemory,
        Func<OverBudget, T> OverBudget,
        Func<FieldTooSmall, T> FieldTooSmall,
        Func<BeyondDevices, T> BeyondDevices,
        Func<TooManyEpochs, T> TooManyEpochs,
        Func<TooFewEpochs, T> TooFewEpochs);

    /// <summary>A number outside its range.</summary>
    /// <param name="Where">What it belongs to: "layers.3", "training", "target".</param>
    /// <param name="Field">Its name in a plan file.</param>
    /// <param name="Value">What was given.</param>
    /// <param name="Allowed">What may be given.</param>
    public sealed record OutOfRange(string Where, string Field, double Value, Interval Allowed) : PlanError
    {
        internal override T Pick<T>(Cases<T> on) => on.OutOfRange(this);
    }

    /// <summary>A plan's name also names a folder: 1 to 64 letters, digits, and . _ - / inside.</summary>
    /// <param name="Name">What was given.</param>
    public sealed record BadName(string Name) : PlanError { internal override T Pick<T>(Cases<T> on) => on.BadName(this); }

    /// <summary>A chain that must hold at least one layer holds none.</summary>
    /// <param name="Where">"layers", or the path of a residual block's body.</param>
    public sealed record NoLayers(string Where) : PlanError { internal override T Pick<T>(Cases<T> on) => on.NoLayers(this); }

    /// <summary>A residual block inside so many others that a plan file could not hold it.</summary>
    /// <param name="Layer">The block.</param>
    /// <param name="Limit">Most blocks in one another.</param>
    public sealed record NestedTooDeep(PlacedLayer Layer, int Limit) : PlanError
    {
        internal override T Pick<T>(Cases<T> on) => on.NestedTooDeep(this);
    }

    /// <summary>What the calculators say against the network.</summary>
    /// <param name="Error">The layer or the figure to blame.</param>
    public sealed record Network(NetworkError Error) : PlanError { internal override T Pick<T>(Cases<T> on) => on.Network(this); }

    /// <summary>The plan's input is not the shape of the data's images.</summary>
    /// <param name="Input">The plan's.</param>
    /// <param name="Image">The data's.</param>
    public sealed record WrongInput(Shape Input, Shape Image) : PlanError
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongInput(this);
    }

    /// <summary>The last layer leaves a height and a width.</summary>
    /// <param name="Output">Its shape.</param>
    public sealed record OutputNotFlat(Shape Output) : PlanError { internal override T Pick<T>(Cases<T> on) => on.OutputNotFlat(this); }

    /// <summary>Fewer logits than classes.</summary>
    /// <param name="Outputs">Logits.</param>
    /// <param name="Classes">Classes of the data.</param>
    public sealed record TooFewOutputs(int Outputs, int Classes) : PlanError
    {
        /// <summary>What gives the logits their number, such as "layers.26.units=26"; null where no single layer's width does.</summary>
        public string? Setting { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.TooFewOutputs(this);
    }

    /// <summary>A batch larger than the training data.</summary>
    /// <param name="BatchSize">Images a step.</param>
    /// <param name="TrainingImages">Images there are.</param>
    public sealed record BatchTooLarge(int BatchSize, int TrainingImages) : PlanError
    {
        internal override T Pick<T>(Cases<T> on) => on.BatchTooLarge(this);
    }

    /// <summary>Batch normalisation in training needs more than one value for each channel; some batch of an epoch has one only.</summary>
    /// <param name="Layer">The layer to blame.</param>
    /// <param name="SmallestBatch">Images in the smallest batch of an epoch.</param>
    public sealed record OneValuePerChannel(PlacedLayer Layer, int SmallestBatch) : PlanError
    {
        internal override T Pick<T>(Cases<T> on) => on.OneValuePerChannel(this);
    }

    /// <summary>Training would take more memory than there is.</summary>
    /// <param name="Bytes">What it takes at most.</param>
    /// <param name="Available">What the machine has.</param>
    /// <param name="Runs">Runs side by side, at least 1.</param>
    public sealed record BeyondMemory(long Bytes, long Available, int Runs) : PlanError
    {
        internal override T Pick<T>(Cases<T> on) => on.BeyondMemory(this);
    }

    /// <summary>The net costs more than the target allows.</summary>
    /// <param name="Quantity">Trainable parameters, multiply-adds, flash or RAM.</param>
    /// <param name="Actual">What it costs.</param>
    /// <param name="Limit">What is allowed.</param>
    /// <param name="Blame">The layers that cost most, dearest first, until the rest would fit.</param>
    public sealed record OverBudget(Quantity Quantity, long Actual, long Limit, ValueList<Blame> Blame) : PlanError
    {
        /// <inheritdoc/>
        public override bool ConcernsTarget => true;

        internal override T Pick<T>(Cases<T> on) => on.OverBudget(this);
    }

    /// <summary>The logits depend on fewer rows or columns of the image than the target asks.</summary>
    /// <param name="Actual">The smaller of both, in pixels.</param>
    /// <param name="Minimum">What is asked.</param>
    public sealed record FieldTooSmall(long Actual, int Minimum) : PlanError
    {
        /// <inheritdoc/>
        public override bool ConcernsTarget => true;

        internal override T Pick<T>(Cases<T> on) => on.FieldTooSmall(this);
    }

    /// <summary>The target limits the memory of a device, and the network has more than any device can do.</summary>
    /// <param name="MostStages">Stages up to which memory is calculated.</param>
    /// <param name="MostRows">Rows of all stages up to which it is.</param>
    public sealed record BeyondDevices(int MostStages, int MostRows) : PlanError
    {
        /// <inheritdoc/>
        public override bool ConcernsTarget => true;

        internal override T Pick<T>(Cases<T> on) => on.BeyondDevices(this);
    }

    /// <summary>The run is longer than the target allows.</summary>
    /// <param name="Epochs">Of the run.</param>
    /// <param name="Limit">Of the target.</param>
    public sealed record TooManyEpochs(int Epochs, int Limit) : PlanError
    {
        /// <inheritdoc/>
        public override bool ConcernsTarget => true;

        internal override T Pick<T>(Cases<T> on) => on.TooManyEpochs(this);
    }

    /// <summary>The target looks back over more epochs than the run has.</summary>
    /// <param name="Epochs">Of the run.</param>
    /// <param name="LastEpochs">Of the target.</param>
    public sealed record TooFewEpochs(int Epochs, int LastEpochs) : PlanError
    {
        /// <inheritdoc/>
        public override bool ConcernsTarget => true;

        internal override T Pick<T>(Cases<T> on) => on.TooFewEpochs(this);
    }
}

/// <summary>A layer's part of a cost.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Amount">In the units of the quantity blamed.</param>
public sealed record Blame(PlacedLayer Layer, long Amount);
