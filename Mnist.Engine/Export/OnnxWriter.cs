using Google.Protobuf;
using Mnist.Engine.Onnx;

namespace Mnist.Engine.Export;

/// <summary>
/// Networks in the ONNX format (onnx.ai): operator set 13, IR version 7, 32-bit floating point, any number of images at a time.
/// </summary>
public static class OnnxWriter
{
    /// <summary>The version of the operators.</summary>
    public const int OperatorSet = 13;

    /// <summary>Name of the graph's input: (N, channels, height, width).</summary>
    public const string Input = "image";

    private const int IrVersion = 7;

    /// <summary>Name of the graph's output: (N, outputs).</summary>
    /// <param name="options">Tells what it is.</param>
    public static string Output(OnnxOptions options) => options.Softmax ? "probabilities" : "logits";

    /// <summary>Writes a network in evaluation mode: without dropout, normalising by the running statistics.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="plan">The network, and how grey levels become inputs.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="options">What goes in beside it.</param>
    public static void Write(Stream output, CheckedPlan plan, Weights weights, OnnxOptions options)
    {
        var graph = new OnnxGraph(plan, weights, options).Build();
        graph.Name = plan.Plan.Name;
        graph.Input.Add(Value(Input, [plan.Summary.Input.Channels, plan.Summary.Input.Height, plan.Summary.Input.Width]));
        graph.Output.Add(Value(Output(options), [plan.Summary.Output.Channels]));
        new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "mnist",
            DocString = plan.Plan.Description,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
            Graph = graph,
        }.WriteTo(output);
    }

    private static ValueInfoProto Value(string name, IEnumerable<int> sizes) => new()
    {
        Name = name,
        Type = new()
        {
            TensorType = new()
            {
                ElemType = (int)TensorProto.Types.DataType.Float,
                Shape = new()
                {
                    Dim =
                    {
                        sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size })
                            .Prepend(new TensorShapeProto.Types.Dimension { DimParam = "N" }),
                    },
                },
            },
        },
    };
}
