using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotline.Architecture.Tests;

/// <summary>A type of an assembly and the types of the same assembly it uses: in bases, signatures, attributes and instructions.</summary>
public sealed record TypeUse(string Namespace, string Name, bool IsPublic, IReadOnlySet<(string Namespace, string Name)> Uses);

/// <summary>Reads from the compiled assembly which type uses which; nested and compiler-made types count for the type they stand in.</summary>
public sealed class TypeUses
{
    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoBytes = new OpCode[256];

    private readonly MetadataReader metadata;
    private readonly PEReader assembly;
    private readonly UsedTypes signatures = new();

    static TypeUses()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            var code = (OpCode)field.GetValue(null)!;
            ((ushort)code.Value < 0x100 ? OneByte : TwoBytes)[code.Value & 0xff] = code;
        }
    }

    private TypeUses(PEReader assembly)
    {
        this.assembly = assembly;
        metadata = assembly.GetMetadataReader();
    }

    public static IReadOnlyList<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }

    public static IReadOnlyList<TypeUse> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return new TypeUses(file).Read();
    }

    private List<TypeUse> Read()
    {
        var uses = new Dictionary<TypeDefinitionHandle, HashSet<TypeDefinitionHandle>>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var outer = Outermost(handle);
            if (!uses.TryGetValue(outer, out var used))
            {
                uses.Add(outer, used = []);
            }

            signatures.Found.Clear();
            Collect(metadata.GetTypeDefinition(handle));
            used.UnionWith(signatures.Found.Select(Outermost).Where(found => found != outer));
        }

        return [.. uses.Select(pair => new TypeUse(
            NameOf(pair.Key).Namespace,
            NameOf(pair.Key).Name,
            (metadata.GetTypeDefinition(pair.Key).Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public,
            pair.Value.Select(NameOf).ToHashSet()))];
    }

    private void Collect(TypeDefinition type)
    {
        Collect(type.BaseType);
        foreach (var handle in type.GetInterfaceImplementations())
        {
            Collect(metadata.GetInterfaceImplementation(handle).Interface);
        }

        foreach (var handle in type.GetFields())
        {
            var field = metadata.GetFieldDefinition(handle);
            field.DecodeSignature(signatures, null);
            CollectAttributes(field.GetCustomAttributes());
        }

        foreach (var handle in type.GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            method.DecodeSignature(signatures, null);
            CollectAttributes(method.GetCustomAttributes());
            CollectConstraints(method.GetGenericParameters());
            if (method.RelativeVirtualAddress != 0)
            {
                Collect(assembly.GetMethodBody(method.RelativeVirtualAddress));
            }
        }

        CollectConstraints(type.GetGenericParameters());
        CollectAttributes(type.GetCustomAttributes());
    }

    private void Collect(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(signatures, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            Collect(region.CatchType);
        }

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            var instruction = first == 0xfe ? TwoBytes[code.ReadByte()] : OneByte[first];
            switch (instruction.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    Collect(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += SizeOf(instruction.OperandType);
                    break;
            }
        }
    }

    private void Collect(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                signatures.Found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(signatures, null);
                break;
            case HandleKind.MethodDefinition:
                signatures.Found.Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                signatures.Found.Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Collect(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method)
                {
                    member.DecodeMethodSignature(signatures, null);
                }
                else
                {
                    member.DecodeFieldSignature(signatures, null);
                }

                break;
            case HandleKind.MethodSpecification:
                var method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(signatures, null);
                Collect(method.Method);
                break;
            case HandleKind.TypeReference or HandleKind.StandaloneSignature:
                break;
            default:
                throw new InvalidOperationException($"An instruction or base refers to a {handle.Kind}.");
        }
    }

    private void CollectAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            Collect(metadata.GetCustomAttribute(handle).Constructor);
        }
    }

    private void CollectConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(handle => metadata.GetGenericParameter(handle).GetConstraints()))
        {
            Collect(metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        for (var outer = metadata.GetTypeDefinition(handle).GetDeclaringType(); !outer.IsNil; outer = metadata.GetTypeDefinition(handle).GetDeclaringType())
        {
            handle = outer;
        }

        return handle;
    }

    private (string Namespace, string Name) NameOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => throw new InvalidOperationException($"Unknown operand {operand}."),
    };

    // Decodes signatures for nothing but the types of this assembly that occur in them.
    private sealed class UsedTypes : ISignatureTypeProvider<bool, object?>
    {
        public HashSet<TypeDefinitionHandle> Found { get; } = [];

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Found.Add(handle);

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;

        public bool GetArrayType(bool elementType, ArrayShape shape) => false;

        public bool GetByReferenceType(bool elementType) => false;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;

        public bool GetGenericMethodParameter(object? genericContext, int index) => false;

        public bool GetGenericTypeParameter(object? genericContext, int index) => false;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;

        public bool GetPinnedType(bool elementType) => false;

        public bool GetPointerType(bool elementType) => false;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

        public bool GetSZArrayType(bool elementType) => false;
    }
}
