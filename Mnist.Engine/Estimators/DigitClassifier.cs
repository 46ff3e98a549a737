using Mnist.Engine.Data;
using Mnist.Engine.Export;
using Mnist.Engine.Pictures;
using Mnist.Engine.Training;

namespace Mnist.Engine.Estimators;

/// <summary>
/// A trained network for digits, or for the classes of any other data set, in the few calls that a program needs. Not for use by several
/// threads at once.
/// </summary>
/// <remarks>
/// The example draws its digits; <c>MnistData.Load().OrThrow()</c> gives MNIST's in their place, and <c>MnistData.Load(folder)</c> those of
/// any data set of its kind: its <c>Spec</c> tells the plan how many classes there are, what they are called, and how to normalise.
/// </remarks>
/// <example>
/// <code>
/// var data = SyntheticDigits.Create(seed: 1, trainingCount: 640, testCount: 100);
/// var plan = PlanChecker.Check(PlanCatalog.Find("under2k")!.WithEpochs(1), data.Spec).OrThrow();
/// using var stop = new CancellationTokenSource();
/// using var classifier = DigitClassifier.Train(plan, data, new() { EpochDone = Console.WriteLine }, stop.Token);
/// Console.WriteLine(classifier.Evaluate(data.Test).Total); // 100
/// Console.WriteLine(classifier.Classify(data.Test)[0].Label);
/// Console.WriteLine(classifier.Diagnosis);
/// var file = classifier.ToSafetensors();
/// </code>
/// </example>
public sealed class DigitClassifier : IDisposable
{
    private readonly INetwork network;
    private readonly Weights weights;
    private readonly long steps;

    private DigitClassifier(CheckedPlan plan, Weights weights, ValueList<EpochResult> epochs, long steps, ClassifierSettings settings)
    {
        (Plan, this.weights, Epochs, this.steps) = (plan, weights, epochs, steps);
        network = settings.Backend.Create(plan, weights, settings.Seed, settings.Threads);
    }

    /// <summary>What was trained.</summary>
    public CheckedPlan Plan { get; }

    /// <summary>What its outputs stand for: the classes of the data that its plan was checked for.</summary>
    public ClassNames Classes => Plan.Data.Classes;

    /// <summary>The epochs of its training in order; fewer than planned where it was cancelled, none where its weights were read.</summary>
    public ValueList<EpochResult> Epochs { get; }

    /// <summary>Whether the training met the plan's target, and why not.</summary>
    public Verdict Verdict => Verdict.Of(Plan.Plan, Epochs);

    /// <summary>What the curves of the training say.</summary>
    public Diagnosis Diagnosis => Diagnosis.Of(Plan.Plan, Epochs);

    /// <summary>Trains a network on the training images of a data set and measures it on its test images after every epoch.</summary>
    /// <param name="plan">Checked for as many training images; see <see cref="DataSet.Spec"/>.</param>
    /// <param name="data">The images.</param>
    /// <param name="settings">Seed, threads, backend and who is told; null for the defaults.</param>
    /// <param name="cancellation">Stops after the step under way; what was learned until then is kept.</param>
    /// <exception cref="ArgumentException">The plan was checked for another number of training images: a bug in the caller.</exception>
    public static DigitClassifier Train(
        CheckedPlan plan, DataSet data, ClassifierSettings? settings = null, CancellationToken cancellation = default) =>
        Train(plan, new TrainingData(data.Training, data.Test), settings, cancellation);

    /// <summary>The same with any images held out.</summary>
    /// <param name="plan">Checked for as many training images.</param>
    /// <param name="images">To train on and to measure on.</param>
    /// <param name="settings">Seed, threads, backend and who is told; null for the defaults.</param>
    /// <param name="cancellation">Stops after the step under way; what was learned until then is kept.</param>
    /// <exception cref="ArgumentException">The plan was checked for another number of training images: a bug in the caller.</exception>
    public static DigitClassifier Train(
        CheckedPlan plan, TrainingData images, ClassifierSettings? settings = null, CancellationToken cancellation = default)
    {
        var asked = settings ?? new();
        var outcome = Trainer.Train(
            plan,
            images,
            asked.Backend,
            new(asked.Seed, asked.Threads, TimeProvider.System),
            told => told.Match<bool>(new(
                StepDone: step =>
                {
                    asked.StepDone(step);
                    return true;
                },
                EpochDone: epoch =>
                {
                    asked.EpochDone(epoch.Result);
                    return true;
                })),
            cancellation);
        return new(plan, outcome.Weights, outcome.Epochs, outcome.Steps, asked);
    }

    /// <summary>A network that was trained before: here, by <c>mnist train</c> (model.safetensors of its run) or by PyTorch.</summary>
    /// <param name="plan">Its plan, checked.</param>
    /// <param name="safetensors">The whole content of a file in the safetensors format.</param>
    /// <param name="settings">Threads and backend; null for the defaults.</param>
    /// <returns>The classifier, or everything that is wrong with the file.</returns>
    public static Validation<DigitClassifier, SafetensorsError> Read(
        CheckedPlan plan, ReadOnlyMemory<byte> safetensors, ClassifierSettings? settings = null) => SafetensorsReader
        .Read(safetensors, plan.Summary.Tensors)
        .Map(weights => new DigitClassifier(plan, weights, epochs: [], steps: 0, settings ?? new()));

    /// <summary>The weights under the names of PyTorch's <c>state_dict</c>, for a file.</summary>
    public byte[] ToSafetensors()
    {
        using var file = new MemoryStream();
        SafetensorsWriter.Write(file, weights, steps);
        return file.ToArray();
    }

    /// <summary>How many images the network reads as they are labelled.</summary>
    /// <param name="images">At least one.</param>
    public Score Evaluate(ImageSet images) => Trainer.Evaluate(network, images, Plan).Score;

    /// <summary>What the network makes of each image.</summary>
    /// <param name="images">Their labels are not looked at; see <see cref="ImageSet.Of"/>.</param>
    public ValueList<Classification> Classify(ImageSet images)
    {
        var predictions = Predictions.Of(network, images, Plan);
        return [.. Enumerable.Range(0, images.Count).Select(i => new Classification(predictions.Probabilities(i).ToValueList(), Classes))];
    }

    /// <summary>What the network makes of a picture of a digit, or of each image of an IDX file; see <see cref="DigitFile"/>.</summary>
    /// <param name="path">A PNG, PGM or IDX file.</param>
    public Validation<ValueList<Classification>, ImageError> Classify(string path) =>
        DigitFile.Read(path, keepsSize: Classes != ClassNames.Digits).Map(found => Classify(found.Images));

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
